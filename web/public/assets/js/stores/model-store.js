import { modules } from "../seam.js";

export const { fetch, models, select, setAll, setReasoningEffort } = modules["stores/model-store"];
