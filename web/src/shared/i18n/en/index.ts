import { chat } from "./chat";
import { common } from "./common";
import { errors } from "./errors";
import { login } from "./login";
import { logs } from "./logs";
import { onboarding } from "./onboarding";
import { providers } from "./providers";
import { sessions } from "./sessions";
import { settings } from "./settings";
import { usage } from "./usage";

/** English, by namespace. It defines which texts there are. */
export const en = { chat, common, errors, login, logs, onboarding, providers, sessions, settings, usage } as const;
