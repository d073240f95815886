// Leaves each part of wasm-bindgen's own section in a module once: `node section.mjs FILE`. Where the linker optimizes across
// crates, it copies that section along with every function that it takes from one crate into another.
import { readFileSync, writeFileSync } from "node:fs";

const SECTION = "__wasm_bindgen_unstable";
const CUSTOM = 0;

const [file] = process.argv.slice(2);
const module = readFileSync(file);
let at = 8;
const sections = [module.subarray(0, at)];
while (at < module.length) {
  const start = at;
  const id = module[at++];
  const end = number() + at;
  const name = id === CUSTOM ? module.toString("latin1", at + 1, at + 1 + module[at]) : "";
  if (name === SECTION) {
    const content = [module.subarray(at, at + 1 + name.length), ...parts(module.subarray(at + 1 + name.length, end))];
    sections.push(Uint8Array.from([id, ...leb128(Buffer.concat(content).length)]), ...content);
  } else sections.push(module.subarray(start, end));
  at = end;
}
writeFileSync(file, Buffer.concat(sections));

/** The parts that differ: each is a version and what one crate imports and exports, both with their lengths before them. */
function parts(content) {
  const known = new Map();
  for (let at = 0; at < content.length; ) {
    const start = at;
    for (const _ of ["version", "crate"]) at += 4 + content.readUInt32LE(at);
    known.set(content.toString("latin1", start, at), content.subarray(start, at));
  }
  return known.values();
}

function number() {
  for (let value = 0, shift = 0; ; shift += 7) {
    const byte = module[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return value;
  }
}

function leb128(number) {
  return number > 127 ? [(number & 127) | 128, ...leb128(number >> 7)] : [number];
}
