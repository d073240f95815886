// Makes the page's wasm compress better: `node shrink.mjs FILE`, where FILE is the text format of a module.
import { readFileSync, writeFileSync } from "node:fs";

const [file] = process.argv.slice(2);
const lines = readFileSync(file, "utf8").trimEnd().split("\n");
const [head, last] = [lines[0], lines[lines.length - 1]];

/** What stands in the module: each a list of lines, of which the first is indented by one space. */
const fields = [];
for (const line of lines.slice(1, -1)) {
  if (/^ \S/.test(line)) fields.push([]);
  fields[fields.length - 1].push(line);
}
const isFunction = ([first]) => first.startsWith(" (func ");

// Functions compress better beside one that is like them: each is followed by the one that shares most runs of instructions
// with it.
const RUN = 5;
const functions = fields.filter(isFunction).map((field) => {
  const instructions = field.map((line) => line.trim().split(" ", 1)[0]);
  const runs = new Map();
  for (let at = 1; at + RUN <= field.length; at++) {
    const run = instructions.slice(at, at + RUN).join();
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return { field, runs };
});
const likeness = (one, other) => {
  let shared = 0;
  for (const [run, count] of one.runs) shared += Math.min(count, other.runs.get(run) ?? 0);
  return shared / (one.field.length + other.field.length);
};
functions.sort((one, other) => one.field.length - other.field.length);
for (let at = 1; at < functions.length; at++) {
  let [best, most] = [at, -1];
  for (let other = at; other < functions.length; other++) {
    const alike = likeness(functions[at - 1], functions[other]);
    if (alike > most) [best, most] = [other, alike];
  }
  [functions[at], functions[best]] = [functions[best], functions[at]];
}

// js-sys brings closures along, and the table of functions keeps them alive. Nothing can call them: the module imports no
// function that takes a closure.
const withoutClosures = ([first, ...rest]) => [first.replace(/\$"[^"]*(js_sys|convert::closures)[^"]*"/g, "$__wbindgen_free"), ...rest];

let next = 0;
const sorted = fields.map((field) => (isFunction(field) ? functions[next++].field : field[0].startsWith(" (elem ") ? withoutClosures(field) : field));
writeFileSync(file, [head, ...sorted.flat(), last, ""].join("\n"));
