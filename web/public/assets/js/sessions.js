import { modules } from "./seam.js";

export const { fetchSessions, isArchivableSession, setSessionReplying, switchSession } = modules["sessions"];
