import { describe, expect, it } from "vitest";
import { tokenText } from "../pages/chat/composer/TokenBar";
import { fileName } from "../pages/chat/toolbar/saveMarkdown";
import {
  formatAssistantTokenUsage,
  formatAudioDuration,
  formatBytes,
  formatDuration,
  formatSpeed,
  formatTokens,
  sessionTime,
} from "./format";

describe("numbers as people read them", () => {
  it("shortens tokens", () => {
    expect([formatTokens(999), formatTokens(36_600), formatTokens(1_200_000)]).toEqual(["999", "36.6K", "1.2M"]);
    expect(formatAssistantTokenUsage(12_400, 320, 11_800)).toBe("12.4K in (11.8K cached) / 320 out");
    expect(tokenText(62_000, 200_000)).toBe("62.0K (31%)");
    expect(tokenText(0, 200_000)).toBe("");
  });

  it("shortens sizes, times and speeds", () => {
    expect([formatBytes(30), formatBytes(12_345)]).toEqual(["30 B", "12.1 KB"]);
    expect([formatDuration(12.4), formatDuration(3_400), formatDuration(125_000)]).toEqual([
      "12 ms",
      "3.4 s",
      "2 min 5 s",
    ]);
    expect([formatSpeed(120.4), formatSpeed(34.21), formatSpeed(9.487)]).toEqual([
      "120 tok/s",
      "34.2 tok/s",
      "9.49 tok/s",
    ]);
    expect([formatAudioDuration(Number.NaN), formatAudioDuration(2.4)]).toEqual(["00:00", "00:02"]);
  });
});

it("says when a session was used in five kinds", () => {
  const now = new Date(2026, 5, 17, 12, 0).getTime();
  const day = 86_400_000;
  const kinds = [0, 1, 3, 40, 400].map((days) => sessionTime(now - days * day, now));
  expect(kinds[0]).toMatch(/12:00/);
  expect(kinds[1]).toBe("yesterday");
  expect(kinds.slice(2)).toEqual(["Sun", "May 8", "May 13, 2025"]);
});

it("makes file names that every system takes", () => {
  expect([
    fileName('a/b:c*"d"'),
    fileName("con"),
    fileName("\u202eevil"),
    fileName(" .. "),
    fileName("x".repeat(200)).length,
  ]).toEqual(["a-b-c--d-.md", "moltis-con.md", "-evil.md", "moltis-session.md", 103]);
});
