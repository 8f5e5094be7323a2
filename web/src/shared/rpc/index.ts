import { authAllowsSocket } from "../auth";
import { boot } from "../boot";
import { createRpc } from "./client";

export { hintOfError, messageOf, RpcError } from "./errors";
export { HttpError } from "./http";

/** The page's one line to the gateway. */
export const rpc = createRpc({
  url: () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/chat`,
  timeoutMs: () => boot.peek().rpc_timeout_ms ?? 5_000,
  beforeRetry: authAllowsSocket,
});

if (typeof document !== "undefined") {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") rpc.retryNow();
  });
  window.addEventListener("online", () => rpc.retryNow());
}
