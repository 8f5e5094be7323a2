import { modules } from "./seam.js";

export const { get, onChange, refresh, set } = modules["gon"];
