import type { ComponentChildren } from "preact";
import { formatTokens } from "../../../shared/format";
import { t } from "../../../shared/i18n";
import { messageOf, rpc } from "../../../shared/rpc";
import { Dialog } from "../../../shared/ui/Dialog";
import { useLoaded } from "../../../shared/ui/useLoaded";
import type { Conversation } from "../conversation/conversation";
import { closePanel, showFullContext } from "./open";

/** What the model knows and may do in this conversation. */
export default function ContextPanel({ conversation }: { conversation: Conversation }) {
  const { data, error } = useLoaded(() => rpc.call("chat.context", { _session_key: conversation.key }));
  const use = data?.tokenUsage ?? {};
  const window = use["contextWindow"] ?? 0;
  return (
    <Dialog
      id="debugModal"
      wide
      title={t("chat:context.title")}
      onClose={closePanel}
      actions={
        rpc.supports("chat.full_context") && (
          <button
            id="fullContextBtn"
            type="button"
            class="provider-btn provider-btn-secondary"
            onClick={showFullContext}
          >
            {t("chat:context.full")}
          </button>
        )
      }
    >
      {error !== undefined && <div class="alert-error-text">{messageOf(error)}</div>}
      {!data && error === undefined && <div class="skeleton" style={{ height: "160px" }} />}
      {data && (
        <dl class="facts">
          <Fact name={t("chat:context.session")}>{conversation.key}</Fact>
          <Fact name={t("chat:context.model")}>
            {[data.session?.provider, data.session?.model?.replace(/^[^:]*::/, "")].filter(Boolean).join(" / ") || "–"}
          </Fact>
          <Fact name={t("chat:context.messages")}>{data.session?.messageCount ?? 0}</Fact>
          {window > 0 && (
            <Fact name={t("chat:context.window")}>
              {t("chat:context.windowUse", {
                used: formatTokens(use["estimatedNextInputTokens"] ?? use["currentTotal"] ?? 0),
                total: formatTokens(window),
              })}
            </Fact>
          )}
          <Fact name={t("chat:context.tokens")}>
            {t("chat:context.tokenSum", {
              input: formatTokens(use["inputTokens"] ?? 0),
              output: formatTokens(use["outputTokens"] ?? 0),
            })}
          </Fact>
          <Fact name={t("chat:context.sandbox")}>
            {data.sandbox?.enabled
              ? [data.sandbox.backend, data.sandbox.image].filter(Boolean).join(" · ")
              : t("chat:context.direct")}
          </Fact>
          <Fact name={t("chat:context.tools")}>
            {data.supportsTools === false ? (
              t("chat:tokens.noTools")
            ) : (
              <span class="tag-list">
                {(data.tools ?? []).map((tool) => (
                  <span key={tool.name} class="badge" title={tool.description}>
                    {tool.name}
                  </span>
                ))}
                {(data.tools ?? []).length === 0 && "–"}
              </span>
            )}
          </Fact>
          {(data.skills ?? []).length > 0 && (
            <Fact name={t("chat:context.skills")}>{data.skills?.map((skill) => skill.name).join(", ")}</Fact>
          )}
          {(data.mcpServers ?? []).length > 0 && (
            <Fact name="MCP">{data.mcpServers?.map((server) => server.name).join(", ")}</Fact>
          )}
        </dl>
      )}
    </Dialog>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
