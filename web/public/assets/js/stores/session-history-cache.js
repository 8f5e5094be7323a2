import { modules } from "../seam.js";

export const { clearSessionHistory, getSessionHistory } = modules["stores/session-history-cache"];
