// Messages as elements: words, code, instants in UTC and local time, blocks to copy.
import type { ComponentChildren } from "preact";
import type { Part } from "../index.d.ts";
import { Copy } from "./copy.tsx";
import { t } from "./language.ts";
import { lines } from "./lines.ts";
import { duration, instant, isoTime, localTime, visible } from "./words.ts";

/** A text with its invisible characters written out and marked. */
export function Unseen({ text }: { text: string }) {
  return <>{visible(text).map((piece, index) => index % 2 ? <mark key={index} title={t("an invisible character")}>{piece}</mark> : piece)}</>;
}

/** A message as one line. */
export function Sentence({ parts, now }: { parts: readonly Part[]; now: number }) {
  return <>{parts.map((part, index): ComponentChildren => {
    switch (part.kind) {
      case "text": return <Unseen key={index} text={part.text} />;
      case "code": return <code key={index}><Unseen text={part.text} /></code>;
      case "instant": return <Time key={index} at={part.at} now={now} />;
      case "duration": return <span key={index} class="duration">{duration(part.seconds)}</span>;
    }
  })}</>;
}

/** A message as paragraphs, with blocks to copy for code that has its own lines. `name` is unique among the messages on the page. */
export function Prose({ parts, now, name }: { parts: readonly Part[]; now: number; name: string }) {
  return <>{lines(parts).map((line, index) => {
    const [only, ...others] = line.filter((part) => part.kind !== "text" || part.text.trim() !== "");
    if (!only) return null;
    if (only.kind === "code" && others.length === 0) return <CodeBlock key={index} code={only.text} name={`${name}-${index}`} />;
    return <p key={index}><Sentence parts={line} now={now} /></p>;
  })}</>;
}

/** `label` is unique among the blocks that are on the page at once. */
export function CodeBlock({ code, name, label = t("Code to copy") }: { code: string; name: string; label?: string }) {
  return (
    <div class="block">
      <pre tabIndex={0} role="region" aria-label={label}><code>{code.replace(/\n$/, "")}</code></pre>
      <Copy what={name} text={() => code.replace(/\n$/, "")} />
    </div>
  );
}

/** An instant, in seconds since 1970, in UTC, and in this machine's time zone if that differs. */
export function Time({ at, now }: { at: number; now: number }) {
  const iso = isoTime(at);
  if (!iso) return <span>{instant(at)}</span>;
  const local = localTime(at);
  const isToday = iso.slice(0, -9) === isoTime(now)?.slice(0, -9);
  return (
    <time dateTime={`${iso}Z`}>
      {isToday ? iso.slice(-8) : iso.replace("T", " ")} UTC{local && <span class="local"> ({t("{0} here", local)})</span>}
    </time>
  );
}
