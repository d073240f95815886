// Writes the words that the core looks for as a dictionary of libFuzzer: it finds them in comparisons, but not in a search for many texts.
import { readdirSync, readFileSync } from "node:fs";

/** In characters: longer ones are sentences. */
const LONGEST = 40;

const words = new Set();
for (const file of readdirSync("src", { recursive: true }).filter((name) => name.endsWith(".rs"))) {
  for (const [, literal] of readFileSync(`src/${file}`, "utf8").matchAll(/"((?:[^"\\\n]|\\["\\nrt])+)"/g)) {
    if (literal.length <= LONGEST) words.add(JSON.parse(`"${literal}"`));
  }
}
const escaped = (word) => [...Buffer.from(word)]
  .map((byte) => byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c ? `\\x${byte.toString(16).padStart(2, "0")}` : String.fromCharCode(byte))
  .join("");
for (const word of [...words].sort()) console.log(`"${escaped(word)}"`);
