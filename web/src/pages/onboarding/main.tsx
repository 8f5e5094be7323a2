import { render } from "preact";
import { askAuthStatus, detour } from "../../shared/auth";
import { init as initLanguage } from "../../shared/i18n";
import { rpc } from "../../shared/rpc";
import { start as followModels } from "../../shared/stores/models";
import { paint } from "../../shared/theme";
import { Wizard } from "./Wizard";
import "../../styles/style.css";

async function start(): Promise<void> {
  paint();
  await initLanguage();
  const target = detour(await askAuthStatus());
  if (target === "/login") {
    location.assign(target);
    return;
  }
  followModels();
  const root = document.getElementById("onboardingRoot");
  if (root) render(<Wizard />, root);
  rpc.start();
}

void start();
