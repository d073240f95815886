// What the reader has pasted, and how it becomes the texts that the core reads. Nothing here changes a case: each function makes a new one.
import type { Span } from "../index.d.ts";

/** Who put a text in. */
export type Source = "own" | "example" | "host" | "link";

export interface Paste {
  readonly text: string;
  readonly source: Source;
}

/** All that the reader can lose, and so all that can be undone. */
export interface Case {
  /** Oldest first. */
  readonly pastes: readonly Paste[];
  /** The text in the box. */
  readonly draft: string;
  /** Whether that is a text of the host, which the reader has put into the box but not changed. */
  readonly isGiven: boolean;
  /** Whether the reader has edited words of the host, so that they cannot be told apart any more. */
  readonly isBlended: boolean;
  /** The value of the field for the API secret. */
  readonly secret: string;
  /** Whether that value is the secret in base64. */
  readonly base64: boolean;
  /** The token to judge, in the order of the report; `null` lets the core choose. */
  readonly token: number | null;
  /** The token that it is compared with. */
  readonly compared: number | null;
}

export const EMPTY: Case = { pastes: [], draft: "", isGiven: false, isBlended: false, secret: "", base64: false, token: null, compared: null };

/** The name under which the core reads the value of the field. */
const SETTING = "LIVEKIT_API_SECRET=";

/** The texts for the core, oldest first. Joined by line ends they are the text in which the spans of the report count. */
export function texts({ pastes, draft, secret, base64 }: Case): string[] {
  const typed = base64 ? decoded(secret) : secret;
  return [...pastes.map(({ text }) => text), ...(typed ? [SETTING + typed] : []), ...(draft === "" ? [] : [draft])];
}

/** The text that a value in base64 holds, or `null` if it holds none. */
export function decoded(value: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(value.trim().replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function isEmpty(given: Case): boolean {
  return given.pastes.length === 0 && given.draft === "" && given.secret === "";
}

/** With a text of the reader's own, which replaces examples and all that a host or a link put in, except for the server of the host. */
export function withOwn(given: Case, text: string): Case {
  const own = leave(given);
  const before: Paste[] = own.draft === "" ? [] : [{ text: own.draft, source: "own" }];
  return { ...own, pastes: [...own.pastes, ...before, { text, source: "own" }], draft: "", token: null, compared: null };
}

/** With the text of the box among the pastes, as the reader's own. */
export function entered(given: Case): Case {
  const { pastes, draft, isGiven, isBlended } = given;
  return { ...given, pastes: [...pastes, { text: draft, source: "own" }], draft: "", isGiven: false, isBlended: isBlended || isGiven };
}

/** The case with a new text in the box, which is the reader's own. */
export function withDraft(given: Case, draft: string): Case {
  // An edit keeps some words of the host.
  const own = given.isGiven ? { ...given, isGiven: false, isBlended: true } : leave(given);
  return { ...own, draft, token: null, compared: null };
}

/** The whole case in the box. */
export function inBox(given: Case): Case {
  const { pastes, draft, secret } = given;
  const all = [...pastes.map(({ text }) => text), ...(secret === "" ? [] : [secret]), ...(draft === "" ? [] : [draft])].join("\n").replace(/\n$/, "");
  return { ...EMPTY, draft: all, isGiven: isOfHost(given) && !isEmpty(given), isBlended: isMixed(given) };
}

/** Whether everything in a case is as the host gave it. */
export function isOfHost({ pastes, draft, isGiven, isBlended, secret }: Case): boolean {
  return !isBlended && (draft === "" || isGiven) && secret === "" && pastes.every(({ source }) => source === "host");
}

/** Whether nothing in a case is the reader's own, so that a link may replace it. */
export function isForeign({ pastes, draft, secret }: Case): boolean {
  return draft === "" && secret === "" && pastes.every(({ source }) => source !== "own");
}

/** Whether words of the host and of the reader are judged together. The host could put guesses there, and must not see which are right. */
export function isMixed(given: Case): boolean {
  return given.isBlended || (!isOfHost(given) && given.pastes.some(({ source }) => source === "host"));
}

/** The texts of the reader alone, oldest first. */
export function ownTexts(given: Case): string[] {
  return texts({ ...given, pastes: given.pastes.filter(({ source }) => source !== "host") });
}

/** Whether nothing is known but the server that the host named: nobody has asked anything yet. */
export function hasOnlyServer(given: Case): boolean {
  return given.draft === "" && isOfHost(given) && given.pastes.every(({ text }) => SERVER.exec(text)?.[0] === text.trimEnd());
}

/** The line that names the server in a text from the host. */
const SERVER = /^LIVEKIT_URL=wss?:\/\/[\w.:[\]-]+(?=\n|$)/;

/**
 * Without what others put in. An example makes room, and of the host's text only its server stays: else a host could put guesses
 * next to a secret.
 */
function leave(given: Case): Case {
  if (!given.isGiven && given.pastes.every(({ source }) => source === "own")) return given;
  const inBox: Paste[] = given.isGiven ? [{ text: given.draft, source: "host" }] : [];
  const pastes = [...given.pastes, ...inBox].flatMap((paste) => {
    if (paste.source === "own") return [paste];
    const server = paste.source === "host" ? SERVER.exec(paste.text)?.[0] : undefined;
    return server && server !== paste.text ? [{ ...paste, text: server }] : server ? [paste] : [];
  });
  return { ...given, pastes, ...(given.isGiven ? { draft: "", isGiven: false } : {}) };
}

/** Without the given places of the joined text, and without the lines and texts that have nothing else. */
export function without(given: Case, spans: readonly Span[]): Case {
  let start = 0;
  const cut = (text: string): string => {
    const lines = text.split("\n").flatMap((line) => {
      const from = start;
      start += line.length + 1;
      const inside = spans.filter((span) => span.start < start && span.end > from).sort((one, other) => other.start - one.start);
      if (inside.length === 0) return [line];
      const rest = inside.reduce((rest, span) => rest.slice(0, Math.max(span.start - from, 0)) + rest.slice(Math.min(span.end - from, line.length)), line);
      return hasValue(rest) ? [rest] : [];
    });
    return lines.some(hasValue) ? lines.join("\n") : "";
  };
  const pastes = given.pastes.map((paste) => ({ ...paste, text: cut(paste.text) })).filter(({ text }) => text !== "");
  const typed = given.base64 ? decoded(given.secret) : given.secret;
  const secret = typed && cut(SETTING + typed) === SETTING + typed ? given.secret : "";
  const draft = given.draft === "" ? "" : cut(given.draft);
  return { ...given, pastes, draft, secret, token: null, compared: null };
}

/** Whether a line has more than the name of a setting, white space and signs. */
function hasValue(line: string): boolean {
  const value = /^\s*(?:export\s+)?[\w.-]+\s*[=:](.*)$/.exec(line)?.[1] ?? line;
  return /[^\s"'`,;:={}[\]]/.test(value);
}
