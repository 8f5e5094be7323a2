import { effect, type ReadonlySignal } from "@preact/signals";
import type { Links } from "marked";
import { memo } from "preact/compat";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { copyText } from "./clipboard";
import { t } from "./i18n";
import { GrowingBlocks, openFence, type Split, split } from "./markdown/blocks";
import { highlight } from "./markdown/highlight";
import { renderBlock } from "./markdown/render";

/** The one place where text becomes HTML. */
export function Markdown({ source }: { source: string }) {
  const { blocks, links } = useMemo(() => split(source), [source]);
  return <Blocks blocks={blocks} links={links} />;
}

/**
 * Markdown that grows while it is read. At most once a frame, and less often when a frame was not enough, the open block
 * is drawn again; closed blocks are left alone.
 */
export function GrowingMarkdown({ source, settled }: { source: ReadonlySignal<string>; settled: boolean }) {
  const growing = useRef<GrowingBlocks>();
  growing.current ??= new GrowingBlocks();
  const [shown, setShown] = useState<Split>(() => (growing.current ?? new GrowingBlocks()).read(source.peek()));

  useEffect(() => {
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let cost = 0;
    const draw = () => {
      frame = 0;
      const begin = performance.now();
      setShown(growing.current?.read(source.peek()) ?? { blocks: [], links: {} });
      cost = performance.now() - begin;
    };
    const stop = effect(() => {
      source.value;
      if (frame || timer) return;
      if (cost < 8) frame = requestAnimationFrame(draw);
      else {
        timer = setTimeout(() => {
          timer = undefined;
          frame = requestAnimationFrame(draw);
        }, cost * 4);
      }
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [source]);
  // The end does not wait for a frame: what follows it in the page is drawn in the same step.
  const { blocks, links } = useMemo(
    () => (settled ? (growing.current ?? new GrowingBlocks()).read(source.peek()) : shown),
    [settled, shown],
  );
  return <Blocks blocks={blocks} links={links} growing={!settled} />;
}

function Blocks({ blocks, links, growing = false }: Split & { growing?: boolean }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: only passes on clicks of the copy buttons inside
    <div class="md" onClick={onCopy}>
      {blocks.map((block, index) => {
        const fence = growing && index === blocks.length - 1 ? openFence(block) : undefined;
        return fence ? (
          <OpenCode key={index} language={fence.language} code={fence.code} />
        ) : (
          <Block key={index} source={block} links={links} settled={!growing || index < blocks.length - 1} />
        );
      })}
    </div>
  );
}

/** A listing that is still being written: only its text node changes. */
function OpenCode({ language, code }: { language: string; code: string }) {
  return (
    <div class="md-block">
      <div class="code-frame">
        <div class="code-head">
          <span class="code-lang-badge">{language || "text"}</span>
        </div>
        <pre class="code-block">
          <code data-lang={language}>{code}</code>
        </pre>
      </div>
    </div>
  );
}

interface BlockProps {
  source: string;
  links: Links;
  settled: boolean;
}

const Block = memo(
  ({ source, links, settled }: BlockProps) => {
    const box = useRef<HTMLDivElement>(null);
    const html = useMemo(() => renderBlock(source, links), [source, settled]);
    useEffect(() => {
      for (const button of box.current?.querySelectorAll<HTMLElement>("[data-copy]") ?? []) {
        button.textContent = t("common:actions.copy");
      }
      if (settled)
        for (const code of box.current?.querySelectorAll<HTMLElement>("code[data-lang]") ?? []) void highlight(code);
    }, [html, settled]);
    return <div ref={box} class="md-block" dangerouslySetInnerHTML={{ __html: html }} />;
  },
  (before, after) => before.source === after.source && before.settled === after.settled,
);

async function onCopy(event: MouseEvent): Promise<void> {
  const button = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-copy]") : null;
  const code = button?.closest(".code-frame")?.querySelector("code");
  if (!button || !code) return;
  if (!(await copyText(code.textContent ?? ""))) return;
  button.textContent = t("common:copy.done");
  setTimeout(() => {
    button.textContent = t("common:actions.copy");
  }, 1_500);
}
