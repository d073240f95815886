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
  /** The value of the field for the API secret. */
  readonly secret: string;
  /** Whether that value is the secret in base64. */
  readonly base64: boolean;
  /** The token to judge, in the order of the report; `null` lets the core choose. */
  readonly token: number | null;
  /** The token that it is compared with. */
  readonly compared: number | null;
  /** Whether the text in the box began as one of the host's. */
  readonly blended: boolean;
}

export const EMPTY: Case = { pastes: [], draft: "", secret: "", base64: false, token: null, compared: null, blended: false };

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

/** Whether words of the host and of a person are judged together. The host could put guesses there, and must not see which are right. */
export function isMixed({ pastes, draft, secret, blended }: Case): boolean {
  const isOwn = draft !== "" || secret !== "" || pastes.some(({ source }) => source === "own");
  return blended || (isOwn && pastes.some(({ source }) => source === "host"));
}

/** Without the words of others. */
export function own(given: Case): Case {
  return { ...given, pastes: given.pastes.filter(({ source }) => source === "own") };
}

/** Everything in the box, to be edited. */
export function inBox(given: Case): Case {
  const { pastes, draft, secret, blended } = given;
  const all = [...pastes.map(({ text }) => text), ...(secret === "" ? [] : [secret]), ...(draft === "" ? [] : [draft])];
  return { ...EMPTY, draft: all.join("\n").replace(/\n$/, ""), blended: blended || pastes.some(({ source }) => source === "host") };
}

/** With a text of the reader's own, which replaces examples and all that a host or a link put in, except for the server of the host. */
export function withOwn(given: Case, text: string): Case {
  const own = leave(given);
  const before: Paste[] = own.draft === "" ? [] : [{ text: own.draft, source: "own" }];
  return { ...own, pastes: [...own.pastes, ...before, { text, source: "own" }], draft: "", token: null, compared: null };
}

/** The case with a new text in the box, which is the reader's own. */
export function withDraft(given: Case, draft: string): Case {
  return { ...leave(given), draft, token: null, compared: null };
}

/** Whether nothing is known but the server that the host named: nobody has asked anything yet. */
export function hasOnlyServer({ pastes, draft, secret }: Case): boolean {
  return draft === "" && secret === "" && pastes.every(({ text, source }) => source === "host" && SERVER.exec(text)?.[0] === text.trimEnd());
}

/** The line that names the server in a text from the host. */
const SERVER = /^LIVEKIT_URL=wss?:\/\/[\w.:[\]-]+(?=\n|$)/;

/**
 * Without what others put in. An example makes room, and of the host's text only its server stays: else a host could put guesses
 * next to a secret.
 */
function leave(given: Case): Case {
  if (given.pastes.every(({ source }) => source === "own")) return given;
  const pastes = given.pastes.flatMap((paste) => {
    if (paste.source === "own") return [paste];
    const server = paste.source === "host" ? SERVER.exec(paste.text)?.[0] : undefined;
    return server && server !== paste.text ? [{ ...paste, text: server }] : server ? [paste] : [];
  });
  return { ...given, pastes };
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
