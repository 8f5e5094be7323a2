import { modules } from "../seam.js";

export const { insertSessionInOrder, sessionStore } = modules["stores/session-store"];
