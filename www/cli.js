#!/usr/bin/env node
// @ts-check
// why401 in a terminal: reads files or standard input, and says what LiveKit answers, why, and what to do.
import { Buffer } from "node:buffer";
import { createReadStream, statSync } from "node:fs";
import process from "node:process";
import { Readable } from "node:stream";
import { styleText } from "node:util";
import { createGunzip } from "node:zlib";
import { diagnose, diagnoseFile, sanitize, toText } from "./index.js";

/** @typedef {import("./index.d.ts").Report} Report */
/** @typedef {import("./index.d.ts").Overview} Overview */
/** @typedef {import("./index.d.ts").SanitizeOptions} SanitizeOptions */
/** @typedef {(style: "bold" | "dim" | "red" | "green" | "yellow", text: string) => string} Paint */

const USAGE = `Usage: why401 [options] [FILE…]

Reads the files, or standard input, and says what LiveKit answers, why, and what to do.
Of more than a megabyte, or of more than 20 tokens, it says what becomes of each token. Nothing is sent anywhere.

  --json         print the whole report as JSON
  --sanitize     print a copy that is safe to share: without secrets, signatures, private keys and cookies;
                 --sanitize=identities,addresses also replaces names, e-mail addresses and IP addresses
  --now TIME     judge as of this time, such as 2026-11-24T10:25:47Z, instead of now
  --help         print this

The exit code is 0 if LiveKit accepts the token, 1 if it refuses it, 2 if the text does not show it, and 64 after wrong usage.
With --sanitize it is 0.`;

const OUTCOMES = { accepts: 0, refuses: 1, depends: 2, unknown: 2 };
const COLORS = /** @type {const} */ ({ accepts: "green", refuses: "red", depends: "yellow", unknown: "yellow" });
const WRONG_USAGE = 64;
/** The number of candidates that are printed. */
const FIRST = 3;
/** A copy is made of this many bytes at most. */
const LARGEST = 100 * 1024 * 1024;
/** More bytes, or more tokens, are a file of which each token is told. */
const SMALL = 1024 * 1024;
const FEW = 20;
/** The number of groups and of refused tokens that are printed. */
const GROUPS = 20;
/** The bytes between two messages about the progress. */
const STEP = 4 * 1024 * 1024;

/** What the user asked for in a wrong way. */
class UsageError extends Error {}

/** @param {readonly string[]} words */
function options(words) {
  /** @type {{ files: string[], json: boolean, sanitize: SanitizeOptions | undefined, help: boolean, now: number | undefined }} */
  const read = { files: [], json: false, sanitize: undefined, help: false, now: undefined };
  for (let at = 0; at < words.length; at += 1) {
    const word = /** @type {string} */ (words[at]);
    const [, name, value] = /^(--now|--sanitize)=(.*)$/s.exec(word) ?? [word, word];
    switch (name) {
      case "--": return { ...read, files: [...read.files, ...words.slice(at + 1)] };
      case "--json": read.json = true; break;
      case "--sanitize": read.sanitize = { ...read.sanitize, ...replaced(value) }; break;
      case "--help": case "-h": read.help = true; break;
      case "--now": read.now = instant(value ?? words[at += 1]); break;
      default:
        if (word.startsWith("-") && word !== "-") throw new UsageError(`There is no option ${word}.`);
        read.files.push(word);
    }
  }
  return read;
}

/**
 * What else is replaced in a copy.
 * @param {string | undefined} text
 * @returns {SanitizeOptions}
 */
function replaced(text) {
  const names = text === undefined ? [] : text.split(",");
  if (!names.every((name) => name === "identities" || name === "addresses")) throw new UsageError("--sanitize= needs identities, addresses, or both.");
  return Object.fromEntries(names.map((name) => [name, true]));
}

/**
 * A time in milliseconds since 1970: a date, or a number of seconds.
 * @param {string | undefined} text
 */
function instant(text) {
  const at = text && /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text ?? "");
  if (Number.isNaN(at)) throw new UsageError("--now needs a time, such as 2026-11-24T10:25:47Z.");
  return at;
}

/**
 * The chunks of a stream in UTF-8: unpacked if they are gzip, and decoded if they are UTF-16 with a byte order mark.
 * @param {NodeJS.ReadableStream} stream
 * @param {string} name
 * @returns {AsyncGenerator<Buffer>}
 */
async function* unpack(stream, name) {
  const chunks = stream[Symbol.asyncIterator]();
  const first = [];
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const { done, value } = await chunks.next();
    if (done) break;
    first.push(Buffer.from(value));
    head = Buffer.concat([head, Buffer.from(value).subarray(0, 2)]);
  }
  const all = chain(first, chunks);
  const mark = head.subarray(0, 2).toString("hex");
  if (mark === "1f8b") {
    const unpacked = Readable.from(all).pipe(createGunzip());
    try {
      yield* unpacked;
    } catch {
      process.stderr.write(`${name} is gzip that is cut off or damaged: only its beginning is read.\n`);
    }
  } else if (mark === "fffe" || mark === "feff") {
    const decoder = new TextDecoder(mark === "fffe" ? "utf-16le" : "utf-16be");
    for await (const chunk of all) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    yield Buffer.from(decoder.decode());
  } else yield* all;
}

/**
 * @param {Buffer[]} first
 * @param {AsyncIterator<string | Buffer>} rest
 * @returns {AsyncGenerator<Buffer>}
 */
async function* chain(first, rest) {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield Buffer.from(next.value);
}

/**
 * The chunks of all files, or of standard input.
 * @param {readonly string[]} files
 * @returns {AsyncGenerator<Buffer>}
 */
async function* input(files) {
  if (files.length === 0 || files.length === 1 && files[0] === "-") {
    if (process.stdin.isTTY) process.stderr.write("Paste what failed, then press Ctrl-D.\n");
    yield* unpack(process.stdin, "Standard input");
    return;
  }
  for (const name of files) {
    if (name !== "-" && statSync(name).isDirectory()) throw new UsageError(`${name} is a directory.`);
    // As head and tail name files: the core reads these lines as headings.
    if (files.length > 1) yield Buffer.from(`${name === files[0] ? "" : "\n"}==> ${name.replace(/\s/g, " ")} <==\n`);
    yield* unpack(name === "-" ? process.stdin : createReadStream(name), name);
  }
}

/**
 * Takes up to so many bytes from the chunks; the rest stays there.
 * @param {AsyncGenerator<Buffer>} chunks
 * @param {number} most
 */
async function take(chunks, most) {
  const taken = [];
  let length = 0;
  while (length <= most) {
    const { done, value } = await chunks.next();
    if (done) return { taken, isAll: true };
    taken.push(value);
    length += value.length;
  }
  return { taken, isAll: false };
}

/** @param {Buffer[]} chunks */
function decoded(chunks) {
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/**
 * The report for a person.
 * @param {Report} report
 * @param {Paint} paint
 */
function write(report, paint) {
  const { verdict, findings, candidates, next, next_said: isNextSaid } = report;
  const lines = [paint("bold", paint(COLORS[verdict.outcome], toText(verdict.message)))];
  const add = (/** @type {string} */ words) => words && !lines.includes(words) && lines.push(words);
  add(toText(verdict.fix));
  if (candidates.length > 0) {
    lines.push("", paint("bold", "Most often it is one of these"));
    candidates.slice(0, FIRST).forEach(({ message, check }, at) => lines.push(`${at + 1}. ${toText(message)} ${toText(check)}`.trimEnd()));
    if (candidates.length > FIRST) lines.push(paint("dim", `${candidates.length - FIRST} more: --json`));
  }
  const others = findings.filter(({ said }) => !said);
  if (others.length > 0) {
    lines.push("", paint("bold", "Also found"));
    others.forEach(({ certain, message, fix }) => lines.push(`- ${certain ? "" : paint("dim", "likely: ")}${toText(message)} ${toText(fix)}`.trimEnd()));
  }
  if (next && !isNextSaid) lines.push("", paint("bold", "Paste this next"), toText(next));
  return `${lines.join("\n")}\n`;
}

/**
 * Writes a copy that is safe to share, and to standard error what is not in it any more.
 * @param {string} given
 * @param {SanitizeOptions} options
 * @param {boolean} json
 */
async function share(given, options, json) {
  const { text, removed, notLookedAt } = await sanitize(given, options);
  process.stdout.write(json ? `${JSON.stringify({ text, removed, notLookedAt }, null, 2)}\n` : text);
  const lines = removed.map(({ kind, label, count }) => `${label}  ${kind.replaceAll("_", " ")}, ${count === 1 ? "once" : `${count} times`}`);
  process.stderr.write(removed.length > 0 ? `Removed:\n${lines.join("\n")}\n` : "Nothing had to be removed.\n");
  if (notLookedAt.length > 0) process.stderr.write(`Not looked at: ${notLookedAt.join(", ")}.\n`);
  return 0;
}

/**
 * The overview of a file for a person.
 * @param {Overview} overview
 * @param {Paint} paint
 */
function writeOverview({ message, groups, rows, more_rows: more, notes }, paint) {
  const lines = [paint("bold", message), ""];
  for (const { outcome, cause, key, minter, count } of groups.slice(0, GROUPS)) {
    const what = paint(COLORS[outcome], cause ? `${outcome}, ${cause}` : outcome);
    lines.push(`${String(count).padStart(9)}  ${what}${key ? `  ${key}` : ""}${minter ? paint("dim", `  ${minter}`) : ""}`);
  }
  const refused = rows.filter(({ outcome }) => outcome === "refuses");
  if (refused.length > 0) lines.push("", paint("bold", "The first refused"));
  for (const { line, at, cause, identity, room } of refused.slice(0, GROUPS)) {
    const time = at === null ? "" : `  ${new Date(at * 1000).toISOString()}`;
    lines.push(`line ${line}${time}  ${cause ?? "refused"}${identity ? `  ${identity}` : ""}${room ? `  ${room}` : ""}`);
  }
  if (refused.length > GROUPS || more > 0) lines.push(paint("dim", "more: --json"));
  if (notes.length > 0) lines.push("", ...notes.map((note) => `Note: ${note}.`));
  return `${lines.join("\n")}\n`;
}

/**
 * Reads a large file, or one with many tokens, and says what becomes of each of them.
 * @param {AsyncGenerator<Buffer>} chunks
 * @param {boolean} json
 * @param {number | undefined} now
 * @param {Paint} paint
 */
async function readFile(chunks, json, now, paint) {
  let told = 0;
  const onProgress = (/** @type {{ bytes: number, tokens: number }} */ { bytes, tokens }) => {
    if (!process.stderr.isTTY || bytes - told < STEP) return;
    told = bytes;
    process.stderr.write(`\r${Math.round(bytes / 1e6)} MB, ${tokens} tokens`);
  };
  const overview = await diagnoseFile(chunks, now === undefined ? { onProgress } : { now, onProgress });
  if (told > 0) process.stderr.write("\r\u001b[K");
  process.stdout.write(json ? `${JSON.stringify(overview, null, 2)}\n` : writeOverview(overview, paint));
  const has = (/** @type {string} */ outcome) => overview.groups.some((group) => group.outcome === outcome);
  return has("refuses") ? OUTCOMES.refuses : has("accepts") && !has("depends") && !has("unknown") ? OUTCOMES.accepts : OUTCOMES.unknown;
}

async function main() {
  const { files, json, sanitize: copied, help, now } = options(process.argv.slice(2));
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const chunks = input(files);
  const { taken, isAll } = await take(chunks, copied ? LARGEST : SMALL);
  if (copied) {
    if (!isAll) throw new UsageError("The input has more than 100 MB.");
    return share(decoded(taken), copied, json);
  }
  // Piped output is plain text.
  const isColored = process.stdout.isTTY && !process.env.NO_COLOR;
  /** @type {Paint} */
  const paint = (style, words) => isColored ? styleText(style, words) : words;
  if (!isAll) return readFile(chain(taken, chunks), json, now, paint);
  const report = await diagnose(decoded(taken), now === undefined ? {} : { now });
  const places = report.found.tokens.flatMap(({ spans }) => spans);
  if (places.length > FEW) return readFile(chain(taken, chunks), json, now, paint);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : write(report, paint));
  return OUTCOMES[report.verdict.outcome];
}

try {
  process.exitCode = await main();
} catch (error) {
  const { code, message, path } = /** @type {NodeJS.ErrnoException} */ (error);
  process.stderr.write(`why401: ${code === "ENOENT" ? `There is no file ${path}.` : message}\n`);
  if (error instanceof UsageError) process.stderr.write("Try why401 --help.\n");
  process.exitCode = code || error instanceof UsageError ? WRONG_USAGE : 70;
}
