import { render } from "preact";
import { askAuthStatus } from "../../shared/auth";
import { init as initLanguage } from "../../shared/i18n";
import { paint } from "../../shared/theme";
import { LoginPage } from "./LoginPage";
import "../../styles/style.css";

async function start(): Promise<void> {
  paint();
  await initLanguage();
  const status = await askAuthStatus();
  if (status?.setup_required) location.assign("/onboarding");
  else if (status?.authenticated) location.assign("/");
  const root = document.getElementById("loginRoot");
  if (root) render(<LoginPage status={status} />, root);
}

void start();
