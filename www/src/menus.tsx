// The menus of slots that hold more than one thing.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Span } from "../index.d.ts";
import { useActions } from "./context.ts";
import type { FoundToken, Report, Slots } from "../index.d.ts";
import { plural, t } from "./language.ts";
import { distance } from "./words.ts";

const STATES: Record<FoundToken["state"], () => string> = {
  valid: () => t("valid"), expired: () => t("expired"), not_yet_valid: () => t("not valid yet"), unreadable: () => t("unreadable"), other_service: () => t("of another service"),
};
/** The maximum number of entries of a menu. */
const ENTRIES = 200;
/** A menu with more entries makes them when it is opened, so that a log with many tokens is drawn at once. */
const READY = 20;

/** The tokens, of which one is judged and one may be compared with it. */
export function TokenMenu({ report: { found: { tokens }, subject } }: { report: Report }) {
  const { state: { now, read, case: { compared } }, dispatch } = useActions();
  return (
    <Menu name={t("Token")} number={tokens.length}>{() =>
      newest(tokens).map(([index, token]) => (
        <li key={index} class={token.state}>
          <button type="button" data-token={index} aria-current={index === subject ? "true" : undefined} onClick={(event) => {
            close(event.currentTarget);
            dispatch({ type: "token", index });
          }}>
            <i aria-hidden="true">{index === subject ? "●" : "○"}</i>
            <span>{token.label}<small>{[when(token, now), line(token, read)].filter(Boolean).join(" · ")}</small></span>
          </button>
          {index !== subject && (
            <button type="button" class="quiet" aria-pressed={index === compared} onClick={(event) => {
              close(event.currentTarget);
              dispatch({ type: "compare", index: index === compared ? null : index });
            }}>{t("Compare")}</button>
          )}
        </li>
      ))
    }</Menu>
  );
}

interface Item {
  readonly label: string;
  readonly detail: string;
  readonly spans: readonly Span[];
}

/** What else is in another slot: each entry shows its lines, and can be removed. */
export function ItemMenu({ id, name, report }: { id: keyof Slots; name: string; report: Report }) {
  const { dispatch } = useActions();
  const items = itemsOf(id, report);
  return (
    <Menu name={name} number={items.length} least={id === "key" ? 1 : 2}>{() =>
      newest(items).map(([index, { label, detail, spans }]) => (
        <li key={index}>
          <button type="button" onClick={(event) => {
            close(event.currentTarget);
            dispatch({ type: "mark", spans });
          }}><span>{label}<small>{detail}</small></span></button>
          <button type="button" class="quiet icon" aria-label={t("Remove: {0}", label)} onClick={() => dispatch({ type: "remove", name, spans })}>×</button>
        </li>
      ))
    }</Menu>
  );
}

function itemsOf(id: keyof Slots, { found: { tokens, pairs, keys, urls, refusals, symptoms } }: Report): Item[] {
  switch (id) {
    case "secret": return pairs.map(({ key, place, secret_length, fits, spans }) => ({
      label: key ?? t("API secret"),
      detail: [place, secret_length !== null && plural(secret_length, "{0} character", "{0} characters"), fits.length > 0 && t("signed {0}", fits.map((index) => tokens[index]?.label ?? t("a token")).join(", "))].filter(Boolean).join(" · "),
      spans,
    }));
    case "key": return keys.map(({ form, kty, label, kid, private: isPrivate, subject, not_after, spans }) => ({
      label: kid ?? label ?? kty ?? t("key"),
      detail: [kid && label, form, isPrivate && t("private"), subject && t("certificate of {0}", subject), not_after !== null && t("until {0}", new Date(not_after * 1000).toISOString().slice(0, 10))].filter(Boolean).join(" · "),
      spans,
    }));
    case "server": return urls.map(({ origin, server, spans }) => ({ label: origin, detail: server ? t("server") : "URL", spans }));
    case "error": return [...refusals, ...symptoms.filter(({ code }) => !refusals.some((refusal) => refusal.code === code))].map(({ label, spans }) => ({ label, detail: "", spans }));
    default: return [];
  }
}

/** A single key has a menu too, for what its slot has no room for. */
function Menu({ name, number, least = 2, children }: { name: string; number: number; least?: number; children: () => ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  if (number < least) return null;
  return (
    <details class="menu" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary aria-label={t("{0}: show all {1}", name, number)}>{number} <span aria-hidden="true">▾</span></summary>
      <ul>{(isOpen || number <= READY) && children()}</ul>
    </details>
  );
}

/** The newest entries with their indexes, newest first. */
function newest<T>(items: readonly T[]): [number, T][] {
  return [...items.entries()].slice(-ENTRIES).reverse();
}

function close(element: Element) {
  element.closest("details")?.removeAttribute("open");
}

/** The line of a token, in a text that is short enough to be counted at each tick. */
function line({ spans: [first] }: FoundToken, read: string): string {
  return first && read.length < 100_000 ? t("line {0}", String(read.slice(0, first.start).split("\n").length)) : "";
}

function when({ state, at }: FoundToken, now: number): string {
  const word = STATES[state]();
  if (at === null) return word;
  const far = distance(at, now);
  switch (state) {
    case "valid": return t("valid, expires {0}", far);
    case "expired": return t("expired, {0}", far);
    case "not_yet_valid": return t("not valid yet, valid {0}", far);
    default: return `${word}, ${far}`;
  }
}
