import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");

function tokens(theme: "light" | "dark"): Record<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each(["light", "dark"] as const)("%s", (theme) => {
  const token = tokens(theme);
  const papers = ["paper", "paper-raised", "paper-sunken", "paper-hover"];

  it.each(papers)("body text can be read on %s", (paper) => {
    expect(contrast(token["ink"] ?? "", token[paper] ?? "")).toBeGreaterThanOrEqual(7);
  });

  it.each(papers)("secondary text, links, accent, warnings and danger can be read on %s", (paper) => {
    for (const ink of ["ink-2", "link", "accent", "danger", "warn"]) {
      expect(`${ink} ${contrast(token[ink] ?? "", token[paper] ?? "") >= 4.5}`).toBe(`${ink} true`);
    }
  });

  it.each([
    ["on-accent", "accent-fill"],
    ["on-accent", "accent-fill-hover"],
    ["accent", "accent-soft"],
    ["danger", "danger-soft"],
    ["warn", "warn-soft"],
    ["ink", "user"],
    ["ink-2", "user"],
    ["ink-2", "accent-soft"],
    ["ink-2", "danger-soft"],
    ["on-mark", "mark"],
  ])("%s can be read on %s", (ink, paper) => {
    expect(contrast(token[ink] ?? "", token[paper] ?? "")).toBeGreaterThanOrEqual(4.5);
  });
});

it("light and dark are two sets of the same names", () => {
  expect(Object.keys(tokens("light"))).toEqual(Object.keys(tokens("dark")));
});
