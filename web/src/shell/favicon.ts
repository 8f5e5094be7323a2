import { identity } from "../shared/boot";

/** The agent's emoji as the tab's picture. */
export function drawFavicon(): void {
  identity.subscribe(({ emoji }) => {
    const link = document.getElementById("favicon");
    if (!emoji || !(link instanceof HTMLLinkElement)) return;
    const canvas = document.createElement("canvas");
    canvas.width = 64;
    canvas.height = 64;
    const brush = canvas.getContext("2d");
    if (!brush) return;
    brush.font = "52px serif";
    brush.textAlign = "center";
    brush.textBaseline = "middle";
    brush.fillText(emoji, 32, 36);
    link.type = "image/png";
    link.href = canvas.toDataURL("image/png");
  });
}
