import { answers, idle, input, open, say } from "../harness/chat.ts";
import { type Page, test } from "../harness/test.ts";

const LOADS = 9;
const STREAMS = 10;
const MESSAGES = 5_000;
const TURNS = 1_000;
const KEYS = "the quick brown fox jumps over the lazy dog ".repeat(3);
const FRAME_MS = 1_000 / 60;

interface Figure {
  what: string;
  value: string;
  goal: string;
}

const figures: Figure[] = [];

function record(what: string, value: string, goal: string): void {
  figures.push({ what, value, goal });
}

function part(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const ms = (value: number) => `${value.toFixed(1)} ms`;

/** Asks by HTTP, as a program does, so that the page only has to show what comes. */
async function call(url: string, method: string, params: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${url}/api/rpc`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: url },
    body: JSON.stringify({ id: "1", method, params }),
  });
  const answer = (await response.json()) as { ok: boolean; error?: { message: string } };
  if (!answer.ok) throw new Error(`${method}: ${answer.error?.message}`);
}

async function heap(page: Page): Promise<{ bytes: number; nodes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize: bytes } = await session.send("Runtime.getHeapUsage");
  const { nodes } = await session.send("Memory.getDOMCounters");
  await session.detach();
  return { bytes, nodes };
}

test.afterAll(() => {
  const width = Math.max(...figures.map(({ what }) => what.length));
  console.log(
    ["", ...figures.map(({ what, value, goal }) => `${what.padEnd(width)}  ${value.padStart(22)}  ${goal}`)].join("\n"),
  );
});

test("from the address to a chat that can be used", async ({ browser, gateway }) => {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      const ready = () => {
        const there = document.querySelector("#statusDot.connected") && document.querySelector("#chatInput:enabled");
        if (there) performance.mark("usable");
        else requestAnimationFrame(ready);
      };
      ready();
    });
    for (const times of [cold, warm]) {
      await page.goto(`${gateway.url}/chats/main`);
      await page.waitForFunction(() => performance.getEntriesByName("usable").length > 0);
      times.push(await page.evaluate(() => performance.getEntriesByName("usable")[0]?.startTime ?? Number.NaN));
    }
    await context.close();
  }
  record("page to usable chat, empty cache, median", ms(part(cold, 0.5)), "≤ 300 ms");
  record("page to usable chat, second visit, median", ms(part(warm, 0.5)), "≤ 300 ms");
});

test("a session of five thousand messages", async ({ page, gateway }) => {
  await gateway.stop();
  await gateway.seed([
    {
      session: "session:long",
      lines: Array.from({ length: MESSAGES }, (_, index) => ({
        role: index % 2 === 0 ? "user" : "assistant",
        content: `message ${index}: **some** words, and a list\n\n- one\n- two`,
      })),
    },
  ]);
  await gateway.start();
  const times: number[] = [];
  for (let each = 0; each < LOADS; each++) {
    await open(page);
    times.push(
      await page.evaluate(
        async (last) => {
          const begin = performance.now();
          document.querySelector<HTMLElement>('[data-session-key="session:long"]')?.click();
          while (!document.querySelector("#messages")?.textContent?.includes(last))
            await new Promise((done) => requestAnimationFrame(done));
          return performance.now() - begin;
        },
        `message ${MESSAGES - 1}:`,
      ),
    );
  }
  record("from the click to the end of 5,000 messages, median", ms(part(times, 0.5)), "≤ 300 ms");
});

test("typing and frames while ten sessions stream", async ({ page, gateway }) => {
  await open(page, "/chats/session/stream-0");
  await say(page, "slowly write 900 words");
  for (let each = 1; each < STREAMS; each++)
    await call(gateway.url, "chat.send", { sessionKey: `session:stream-${each}`, text: "slowly write 900 words" });
  await answers(page).first().waitFor();
  await page.evaluate(() => {
    const seen = { frames: [] as number[], keys: [] as number[] };
    (window as unknown as { seen: typeof seen }).seen = seen;
    let last = performance.now();
    const frame = (now: number) => {
      seen.frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    document.addEventListener(
      "keydown",
      (event) => {
        const begin = event.timeStamp;
        // The frame that shows the letter, and the task behind it.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => seen.keys.push(performance.now() - begin);
          channel.port2.postMessage(0);
        });
      },
      true,
    );
  });
  await input(page).pressSequentially(KEYS, { delay: 40 });
  const { frames, keys } = await page.evaluate(
    () => (window as unknown as { seen: { frames: number[]; keys: number[] } }).seen,
  );
  record("a letter on the screen, median", ms(part(keys, 0.5)), `one frame, ${ms(FRAME_MS)}`);
  record("a letter on the screen, 95 %", ms(part(keys, 0.95)), `two frames, ${ms(2 * FRAME_MS)}`);
  record("a frame, median", ms(part(frames, 0.5)), ms(FRAME_MS));
  record("a frame, 99 %", ms(part(frames, 0.99)), `≤ ${ms(3 * FRAME_MS)}`);
});

test("memory of the page after a thousand turns", async ({ page, gateway }) => {
  await open(page, "/chats/session/turns");
  await say(page, "the first");
  await idle(page);
  const before = await heap(page);
  for (let turn = 1; turn < TURNS; turn++)
    await call(gateway.url, "chat.send_sync", { sessionKey: "session:turns", text: `turn ${turn}` });
  await idle(page);
  const after = await heap(page);
  const mib = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MiB`;
  record("script memory of the page, after 1 turn", mib(before.bytes), "");
  record("script memory of the page, after 1,000 turns", mib(after.bytes), "≤ 40 MiB");
  record("nodes of the page, after 1 / 1,000 turns", `${before.nodes} / ${after.nodes}`, "flat");
});
