// What the fake gateway says.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const PICTURE = `data:image/png;base64,${readFileSync(join(import.meta.dirname, "..", "public", "assets", "icons", "social.png")).toString("base64")}`;

const CODE = `Here is a small server. It keeps one list and answers two routes:

\`\`\`rust
use std::collections::HashMap;

/// Counts the words of a text.
fn count(text: &str) -> HashMap<&str, usize> {
    let mut words = HashMap::new();
    for word in text.split_whitespace() {
        *words.entry(word).or_insert(0) += 1;
    }
    words
}

fn main() {
    println!("{:?}", count("the quick brown fox and the lazy dog"));
}
\`\`\`

Run it with \`cargo run\`. Two things to know:

1. **Borrowed keys**: the map points into the text, so the text must live longer.
2. *Splitting* on white space treats \`dog.\` and \`dog\` as two words.

> A word is what the reader takes for one.
`;

const TABLE = `The three plans compared:

| Plan | Price per month | Sessions | What you give up |
| --- | ---: | ---: | --- |
| **Local** | 0 € | unlimited | speed; a laptop writes about 12 words a second |
| **Mixed** | about 6 € | unlimited | nothing important |
| **Cloud** | 20 € | unlimited | privacy of what you send |

And the same drawn by a terminal:

+-------+--------+
| Name  | Status |
+-------+--------+
| db    | \u001b[32mup\u001b[0m |
| cache | \u001b[31mdown\u001b[0m |
+-------+--------+

I would start with **Mixed**: the [price list](https://example.org/prices) changes twice a year.`;

const LONG = Array.from(
  { length: 40 },
  (_, index) =>
    `### Part ${index + 1}\n\nThis paragraph is part ${index + 1} of a long answer. It is here so that the page has something to scroll, and so that a reader who went up to read can stay there while more arrives below. Nothing else depends on what it says.\n\n- a first point\n- a second point with \`code\`\n`,
).join("\n");

const PLAIN =
  "Good question. The short answer is yes: keep the list sorted when you insert, and the search stays quick. The longer answer depends on how often you insert and how often you search; with a thousand entries neither matters, with a million both do.";

export function script(text) {
  const words = text.toLowerCase();
  if (words.includes("fail")) {
    return [
      { text: "I will look that up. " },
      {
        fail: {
          type: "rate_limit_exceeded",
          code: "PROVIDER_RATE_LIMIT",
          title: "Too many requests",
          detail: "Anthropic allows no more requests with this key for the moment.",
          hint: "Wait half a minute, or choose another model below.",
          provider: "anthropic",
          canContinue: true,
        },
      },
    ];
  }
  if (words.includes("tour")) return tour();
  if (words.includes("tool")) {
    return [
      {
        think:
          "The person wants to know what the project does. I should look at the files first, then at the tests, and only then answer.",
      },
      { text: "Let me look at the project." },
      {
        tool: "Glob",
        args: { pattern: "**/*.java" },
        result: { stdout: "src/App.java\nsrc/Parser.java\nsrc/ParserTest.java\n" },
        ms: 180,
      },
      {
        tool: "Read",
        args: { file_path: "src/App.java" },
        result: { stdout: "final class App {\n    public static void main(String[] args) {}\n}\n" },
        ms: 120,
      },
      {
        tool: "exec",
        args: { command: "./mvnw -q test" },
        error: "exit status 1",
        result: { stdout: "", stderr: "[ERROR] ParserTest.reads_a_date: expected 2026 but was 26\n", exit_code: 1 },
        ms: 1_400,
      },
      {
        text: "The project is a small parser. One test fails: `ParserTest.reads_a_date` expects a year of four digits.",
      },
    ];
  }
  if (words.includes("approve"))
    return [
      { text: "I need to run this first." },
      { approve: "rm -rf build/ && ./mvnw -q verify" },
      { text: "Waiting for your decision." },
    ];
  if (words.includes("think"))
    return [
      {
        think:
          "First I want to understand what is asked. There are two readings; the first is about sorting, the second about searching. Given the earlier messages the second one is more likely, so I answer that one and mention the first.",
      },
      { text: PLAIN },
    ];
  if (words.includes("retry")) return [{ retry: 3_000 }, { text: PLAIN }];
  if (words.includes("code")) return [{ text: CODE }];
  if (words.includes("table")) return [{ text: TABLE }];
  if (words.includes("stream")) return [{ text: LONG.repeat(4), delay: 4 }];
  if (words.includes("long")) return [{ text: LONG, delay: 4 }];
  if (words.includes("slow")) return [{ text: PLAIN, delay: 160 }];
  if (words.includes("word"))
    return [{ text: `One very long word: ${"x".repeat(4_000)} and \`${"y".repeat(4_000)}\`.` }];
  return [{ text: PLAIN }];
}

function tour() {
  return [{ think: "A tour shows everything once." }, { text: CODE }];
}

export function seedLines(kind, count) {
  const begin = Date.now() - 3_600_000;
  const answer = (content, more = {}) => ({
    role: "assistant",
    content,
    model: "claude-opus-4-5",
    provider: "anthropic",
    inputTokens: 36_600,
    outputTokens: 540,
    cacheReadTokens: 12_000,
    requestInputTokens: 36_600,
    requestOutputTokens: 540,
    requestCacheReadTokens: 12_000,
    durationMs: 15_800,
    ...more,
  });
  if (kind === "tour") {
    return [
      { role: "user", content: "What changed since the last tag? Please read the log first." },
      {
        role: "assistant",
        content: "I will read the log and the open issues.",
        model: "claude-opus-4-5",
        provider: "anthropic",
        run_id: "r1",
      },
      {
        role: "tool_result",
        tool_call_id: "c1",
        tool_name: "exec",
        arguments: { command: "git log --oneline v0.0.9..HEAD" },
        success: true,
        result: {
          stdout: "56f2068 feat(core): the shared vocabulary and ports\n7b1d2aa docs: how it should feel\n",
          exit_code: 0,
        },
        run_id: "r1",
        durationMs: 48,
        reasoning: "The log is the best source. The issues tell why.",
      },
      {
        role: "tool_result",
        tool_call_id: "c2",
        tool_name: "Read",
        arguments: { file_path: "CHANGELOG.md" },
        success: true,
        result: { stdout: "# Changelog\n" },
        run_id: "r1",
        durationMs: 12,
      },
      {
        role: "tool_result",
        tool_call_id: "c3",
        tool_name: "web_fetch",
        arguments: { url: "https://example.org/releases" },
        success: false,
        error: "HTTP 404: the page does not exist",
        run_id: "r1",
        durationMs: 310,
      },
      answer(`${CODE}\n${TABLE}`, {
        run_id: "r1",
        reasoning: "Enough is known. The answer should be short, with the table at the end.",
      }),
      {
        role: "notice",
        content: "The earlier part of this conversation was summarised for the model.",
        title: "Compaction",
      },
      {
        role: "user",
        content: [
          { type: "text", text: "Does this picture fit?" },
          { type: "image_url", image_url: { url: PICTURE } },
        ],
      },
      answer(
        "It does. The colours are close to the ones of the logo, and the empty space on the left leaves room for a title.",
        { run_id: "r2" },
      ),
      {
        role: "user",
        content: "And this file?",
        documents: [
          {
            display_name: "Plan Q1.pdf",
            stored_filename: "plan.pdf",
            mime_type: "application/pdf",
            size_bytes: 12_345,
          },
        ],
      },
      answer(
        "The plan is sound. I would move the second milestone by a week: it depends on the first, and nobody is there in the week between.",
      ),
    ].map((line, index) => ({ created_at: begin + index * 60_000, ...line }));
  }
  const lines = [];
  const asked = [
    "Good morning",
    "How do I keep a list sorted?",
    "And when it is very large?",
    "Which one would you choose?",
    "Thanks, that helps",
  ];
  const said = [
    "Good morning, Alice. What shall we look at today?",
    PLAIN,
    CODE,
    "I would choose the simple one until measurements say otherwise.",
    "You are welcome.",
  ];
  for (let index = 0; index < count; index++) {
    const turn = Math.floor(index / 2);
    const at = { created_at: begin - (count - index) * 30_000 };
    if (index % 2 === 0)
      lines.push({
        ...at,
        role: "user",
        content: kind === "long" ? `Message ${index + 1}: ${asked[turn % asked.length]}` : asked[turn % asked.length],
      });
    else
      lines.push({
        ...at,
        ...answer(kind === "long" ? `Answer ${index + 1}. ${said[turn % said.length]}` : said[turn % said.length]),
      });
  }
  return lines;
}
