import { lazy, Suspense } from "preact/compat";
import type { Conversation } from "../conversation/conversation";
import { panel } from "./open";

const ContextPanel = lazy(() => import("./ContextPanel"));
const FullContextPanel = lazy(() => import("./FullContextPanel"));
const Shortcuts = lazy(() => import("./Shortcuts"));

export function Panels({ conversation }: { conversation: Conversation }) {
  return (
    <Suspense fallback={null}>
      {panel.value === "context" && <ContextPanel conversation={conversation} />}
      {panel.value === "full-context" && <FullContextPanel conversation={conversation} />}
      {panel.value === "shortcuts" && <Shortcuts />}
    </Suspense>
  );
}
