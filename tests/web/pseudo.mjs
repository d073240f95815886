// A language that nobody speaks, for tests: English with doubled vowels, so that its words are longer and none of them is English.
import { existsSync, readFileSync } from "node:fs";

const FOLDER = new URL("../../www/languages/", import.meta.url);

/** Its tag is valid, so that numbers and times are written as in German. */
export const PSEUDO = "de-XA";

/** As a file of www/languages/ would have it. */
export function pseudo() {
  const list = (/** @type {string} */ name) => existsSync(new URL(name, FOLDER)) ? JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) : [];
  const messages = (/** @type {string} */ name) => Object.fromEntries(list(name).map((/** @type {string} */ message) => [message, longer(message)]));
  return { name: "Pseudo", core: messages("core.json"), page: messages("page.json") };
}

/** A message, whose holes and code stay as they are. @param {string} message */
function longer(message) {
  return message.split(/(`[^`]*`|\{\d+\})/).map((piece, index) => index % 2 ? piece : piece.replace(/[aeiou]/gi, "$&\u0308$&")).join("").normalize("NFC");
}
