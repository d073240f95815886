// Which language the page speaks: the one that is inside of a single file, or one of those next to the page on a web server.
import available from "why401-languages";
import { isSite } from "./load.ts";
import { preferred, type Messages } from "./language.ts";

/** What a file of www/languages/ holds. */
export interface Translation {
  /** In this language. */
  readonly name: string;
  /** What the core says. */
  readonly core: Messages;
  readonly page: Messages;
}

/** A language with its translation, which English has not. */
export interface Spoken {
  readonly tag: string;
  readonly translation: Translation | null;
}

export const ENGLISH: Spoken = { tag: "en", translation: null };

/** The languages that the reader can choose: only a web server has more than one. */
export const CHOICES: readonly { readonly tag: string; readonly name: string }[] = isSite && available.length > 0 ? [{ tag: ENGLISH.tag, name: "English" }, ...available] : [];

/** The language inside of this file, or else English. */
export function inside(): Spoken {
  const carrier = document.getElementById("language");
  return carrier ? { tag: carrier.lang, translation: JSON.parse(carrier.textContent ?? "") as Translation } : ENGLISH;
}

/** The language that this page begins with on a web server. */
export function preferredHere(): string {
  return preferred(location.search, navigator.languages, [ENGLISH.tag, ...available.map(({ tag }) => tag)]);
}

/** Gets a translation from the web server, within this many milliseconds. */
export async function fetched(tag: string, within: number): Promise<Spoken> {
  if (tag === ENGLISH.tag) return ENGLISH;
  const answer = await fetch(`languages/${tag}.json`, { signal: AbortSignal.timeout(within) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return { tag, translation: await answer.json() as Translation };
}

/** The name of the single file that speaks a language. */
export function singleFile(tag: string): string {
  return tag === ENGLISH.tag ? "why401.html" : `why401.${tag}.html`;
}
