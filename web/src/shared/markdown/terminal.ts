// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what terminals send
const ANSI = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** Text without the colour codes of a terminal. */
export function stripAnsi(text: string): string {
  return text.includes("\u001b") ? text.replace(ANSI, "") : text;
}

/** A table drawn with `+---+` and `|`, as a Markdown table; nothing when the text is something else. */
export function asciiTable(text: string): string | undefined {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.trim());
  if (lines.length < 3 || !/^\+[-=+]+\+$/.test(lines[0] ?? "")) return undefined;
  const rows: string[][] = [];
  for (const line of lines) {
    if (/^\+[-=+]+\+$/.test(line)) continue;
    if (!/^\|.*\|$/.test(line)) return undefined;
    rows.push(
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
  }
  const [head, ...body] = rows;
  if (!head) return undefined;
  const printed = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [printed(head), printed(head.map(() => "---")), ...body.map(printed)].join("\n");
}
