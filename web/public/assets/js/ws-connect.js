import { modules } from "./seam.js";

export const { connectWs } = modules["ws-connect"];
