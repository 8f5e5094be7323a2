import { modules } from "./seam.js";

export const { eventListeners, onEvent } = modules["events"];
