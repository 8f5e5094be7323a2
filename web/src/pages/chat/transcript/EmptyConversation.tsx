import plug from "lucide:plug";
import { agentName, identity } from "../../../shared/boot";
import { t } from "../../../shared/i18n";
import { named, onLink } from "../../../shared/router";
import { rpc } from "../../../shared/rpc";
import { models, modelsKnown } from "../../../shared/stores/models";
import { Icon } from "../../../shared/ui/Icon";
import { drafts } from "../composer/drafts";
import type { Conversation } from "../conversation/conversation";

/** A conversation that has not begun: a greeting, or the way to a model. */
export function EmptyConversation({ conversation }: { conversation: Conversation }) {
  if (modelsKnown.value && models.value.length === 0) return <NoModels />;
  const user = identity.value.user_name?.trim();
  return (
    <div id="welcomeCard" class="welcome">
      <div class="welcome-emoji" data-welcome-emoji aria-hidden="true">
        {identity.value.emoji || "🥚"}
      </div>
      <h2 class="welcome-greeting" data-welcome-greeting>
        {user ? t("sessions:welcome.greetingWithName", { name: user }) : t("sessions:welcome.greeting")}
      </h2>
      <p class="muted">
        <span data-welcome-bot-name>{agentName.value}</span> {t("sessions:welcome.ready")}
      </p>
      <ul class="welcome-ideas">
        {(["sessions:idea.explain", "sessions:idea.plan", "sessions:idea.write"] as const).map((idea) => (
          <li key={idea}>
            <button type="button" class="welcome-idea" onClick={() => drafts.replace(conversation.key, t(idea))}>
              {t(idea)}
            </button>
          </li>
        ))}
      </ul>
      <p class="welcome-hint">{t("sessions:welcome.hint")}</p>
    </div>
  );
}

function NoModels() {
  const target = named("providers", "/settings/providers");
  return (
    <div id="noProvidersCard" class="welcome">
      <Icon shapes={plug} large />
      <h2>{t("chat:noModels.title")}</h2>
      <p class="muted">{rpc.status.value === "connected" ? t("chat:noModels.text") : t("chat:noModels.offline")}</p>
      <a class="provider-btn" href={target} onClick={(event) => onLink(event, target)}>
        {t("chat:noModels.go")}
      </a>
    </div>
  );
}
