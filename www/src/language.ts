// What the page says, in the language of the reader. English is in the sources; a translation is found by the English message.
//
// A message is whole, so that a language can order it as it needs: `{0}`, `{1}`, … are holes, and code is between back-ticks. It has to
// be a literal where it is used, because the list of messages in www/languages/page.json is read from the sources.

/** Translations by their English messages. */
export type Messages = Readonly<Record<string, string>>;
/** A piece of a message: a text, code, or the number of a hole. */
export type MessagePiece = { readonly text: string } | { readonly code: string } | { readonly hole: number };
/** What a hole of a plain text holds. A number is written as the language does: one that is a name, such as a port, has to be a string. */
export type Value = string | number;

const ENGLISH = "en";
const PIECE = /`([^`]*)`|\{(\d+)\}/;

let tag = ENGLISH;
let translations: ReadonlyMap<string, string> = new Map();

/** All that is said from now on is in this language, and in English where a translation is missing. */
export function setMessages(language: string, messages: Messages): void {
  tag = language;
  // A record would also have the members of every object.
  translations = new Map(Object.entries(messages));
}

/** The tag of the language, as in `<html lang>` and for `Intl`, such as `pt-BR`. */
export function language(): string {
  return tag;
}

export function isEnglish(): boolean {
  return tag === ENGLISH;
}

/** Whether the language is written in Latin letters. */
export function isLatin(): boolean {
  return new Intl.Locale(tag).maximize().script === "Latn";
}

/** A message as plain text, with its code and without the back-ticks. */
export function t(message: string, ...values: readonly Value[]): string {
  return filled(translated(message), values);
}

/**
 * A message for a number, which is its hole `{0}`; the values are the holes from `{1}` on. English has a message for one and another for
 * every other number. Languages that know no other form translate both in the same way.
 */
export function plural(number: number, one: string, other: string, ...values: readonly Value[]): string {
  const form = (wanted: string) => new Intl.PluralRules(wanted).select(number) === "one" ? one : other;
  return filled(translations.get(form(tag)) ?? form(ENGLISH), [number, ...values]);
}

/** The translation of a message, with its holes and back-ticks. */
export function translated(message: string): string {
  return translations.get(message) ?? message;
}

/** What a message or its translation consists of. A hole between back-ticks is code. */
export function pieces(message: string): MessagePiece[] {
  // The texts between the finds, and for each find what its two groups hold.
  const found = message.split(PIECE);
  return found.flatMap((piece, index): MessagePiece[] => {
    if (piece === undefined || (index % 3 === 0 && piece === "")) return [];
    return [index % 3 === 0 ? { text: piece } : index % 3 === 1 ? { code: piece } : { hole: Number(piece) }];
  });
}

/**
 * The tag of the best language for a reader: the one in the address, or else the first that the browser prefers and that is among `tags`, of
 * which the first is used if no other fits.
 */
export function preferred(search: string, preferences: readonly string[], tags: readonly [string, ...string[]]): string {
  const asked = new URLSearchParams(search).get("lang");
  for (const wanted of asked === null ? preferences : [asked]) {
    const found = tags.find((tag) => tag.toLowerCase() === wanted.toLowerCase()) ?? tags.find((tag) => primary(tag) === primary(wanted));
    if (found) return found;
  }
  return tags[0];
}

/** `zh` of `zh-TW`. */
function primary(tag: string): string {
  return tag.toLowerCase().split("-")[0] ?? "";
}

/** A number as the language writes it, such as `20,000`. */
export function number(value: number): string {
  return value.toLocaleString(tag);
}

function filled(message: string, values: readonly Value[]): string {
  return pieces(message).map((piece) => {
    if ("text" in piece) return piece.text;
    if ("code" in piece) return piece.code;
    const value = values[piece.hole] ?? "";
    return typeof value === "number" ? number(value) : value;
  }).join("");
}
