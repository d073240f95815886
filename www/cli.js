#!/usr/bin/env node
// @ts-check
// why401 in a terminal: reads files or standard input, and says what LiveKit answers, why, and what to do.
import { Buffer } from "node:buffer";
import { createReadStream, statSync } from "node:fs";
import process from "node:process";
import { styleText } from "node:util";
import { createGunzip } from "node:zlib";
import { diagnose, sanitize, toText } from "./index.js";

/** @typedef {import("./index.d.ts").Report} Report */

const USAGE = `Usage: why401 [options] [FILE…]

Reads the files, or standard input, and says what LiveKit answers, why, and what to do.
Nothing is sent anywhere.

  --json         print the whole report as JSON
  --sanitize     print a copy that is safe to share: without secrets, signatures, private keys and cookies
  --now TIME     judge as of this time, such as 2026-11-24T10:25:47Z, instead of now
  --help         print this

The exit code is 0 if LiveKit accepts the token, 1 if it refuses it, 2 if the text does not show it, and 64 after wrong usage.
With --sanitize it is 0.`;

const OUTCOMES = { accepts: 0, refuses: 1, depends: 2, unknown: 2 };
const WRONG_USAGE = 64;
/** The number of candidates that are printed. */
const FIRST = 3;
/** More than this is not a paste. */
const LARGEST = 100 * 1024 * 1024;

/** What the user asked for in a wrong way. */
class UsageError extends Error {}

/** @param {readonly string[]} words */
function options(words) {
  /** @type {{ files: string[], json: boolean, sanitize: boolean, help: boolean, now: number | undefined }} */
  const read = { files: [], json: false, sanitize: false, help: false, now: undefined };
  for (let at = 0; at < words.length; at += 1) {
    const word = /** @type {string} */ (words[at]);
    const [name, value] = word.startsWith("--now=") ? ["--now", word.slice("--now=".length)] : [word, undefined];
    switch (name) {
      case "--": return { ...read, files: [...read.files, ...words.slice(at + 1)] };
      case "--json": read.json = true; break;
      case "--sanitize": read.sanitize = true; break;
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
 * A time in milliseconds since 1970: a date, or a number of seconds.
 * @param {string | undefined} text
 */
function instant(text) {
  const at = text && /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text ?? "");
  if (Number.isNaN(at)) throw new UsageError("--now needs a time, such as 2026-11-24T10:25:47Z.");
  return at;
}

/**
 * All bytes of a stream, unpacked if they are gzip.
 * @param {NodeJS.ReadableStream} stream
 * @param {string} name
 */
async function bytes(stream, name) {
  const chunks = [];
  let length = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    length += part.length;
    if (length > LARGEST) throw new UsageError(`${name} has more than 100 MB. Give the lines around the failure.`);
    chunks.push(part);
  }
  const all = Buffer.concat(chunks);
  if (all[0] !== 0x1f || all[1] !== 0x8b) return all;
  /** @type {Buffer[]} */
  const unpacked = [];
  const gunzip = createGunzip();
  gunzip.end(all);
  try {
    for await (const chunk of gunzip) unpacked.push(chunk);
  } catch {
    process.stderr.write(`${name} is gzip that is cut off or damaged: only its beginning is read.\n`);
  }
  return Buffer.concat(unpacked);
}

/**
 * The text of bytes in UTF-8, or in UTF-16 with a byte order mark.
 * @param {Buffer} all
 */
function text(all) {
  const mark = all.subarray(0, 2).toString("hex");
  return new TextDecoder(mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8").decode(all);
}

/** @param {readonly string[]} files */
async function read(files) {
  if (files.length === 0 || files.length === 1 && files[0] === "-") {
    if (process.stdin.isTTY) process.stderr.write("Paste what failed, then press Ctrl-D.\n");
    return text(await bytes(process.stdin, "Standard input"));
  }
  const parts = [];
  for (const name of files) {
    if (name !== "-" && statSync(name).isDirectory()) throw new UsageError(`${name} is a directory.`);
    const part = text(await bytes(name === "-" ? process.stdin : createReadStream(name), name));
    // As head and tail name files: the core reads these lines as headings.
    parts.push(files.length === 1 ? part : `==> ${name.replace(/\s/g, " ")} <==\n${part}`);
  }
  return parts.join("\n");
}

/**
 * The report for a person.
 * @param {Report} report
 * @param {(style: "bold" | "dim" | "red" | "green" | "yellow", text: string) => string} paint
 */
function write(report, paint) {
  const { verdict, findings, candidates, next, next_said: isNextSaid } = report;
  const color = { accepts: "green", refuses: "red", depends: "yellow", unknown: "yellow" }[verdict.outcome];
  const lines = [paint("bold", paint(/** @type {"red"} */ (color), toText(verdict.message)))];
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
 * @param {boolean} json
 */
async function share(given, json) {
  const { text, removed, notLookedAt } = await sanitize(given);
  process.stdout.write(json ? `${JSON.stringify({ text, removed, notLookedAt }, null, 2)}\n` : text);
  const lines = removed.map(({ kind, label, count }) => `${label}  ${kind.replaceAll("_", " ")}, ${count === 1 ? "once" : `${count} times`}`);
  process.stderr.write(removed.length > 0 ? `Removed:\n${lines.join("\n")}\n` : "Nothing had to be removed.\n");
  if (notLookedAt.length > 0) process.stderr.write(`Not looked at: ${notLookedAt.join(", ")}.\n`);
  return 0;
}

async function main() {
  const { files, json, sanitize: isCopy, help, now } = options(process.argv.slice(2));
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (isCopy) return share(await read(files), json);
  const report = await diagnose(await read(files), now === undefined ? {} : { now });
  // Piped output is plain text.
  const isColored = process.stdout.isTTY && !process.env.NO_COLOR;
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : write(report, (style, words) => isColored ? styleText(style, words) : words));
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
