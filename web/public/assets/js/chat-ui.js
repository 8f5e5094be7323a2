import { modules } from "./seam.js";

export const { chatAddMsg, smartScrollToBottom } = modules["chat-ui"];
