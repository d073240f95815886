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

// Functions of one signature, then of like bodies, compress better side by side.
const withoutNames = (line) => line.replace(/\$("[^"]*"|\S+)/g, "");
const likeness = ([first, ...rest]) => [withoutNames(first), ...rest.map((line) => withoutNames(line).replace(/-?\d+/g, "").trim())].join("\n");
const functions = fields.filter(isFunction).map((field) => ({ field, likeness: likeness(field) }));
functions.sort((one, other) => (one.likeness < other.likeness ? -1 : Number(one.likeness > other.likeness)));

// js-sys brings closures along, and the table of functions keeps them alive. Nothing can call them: the module imports no
// function that takes a closure.
const withoutClosures = ([first, ...rest]) => [first.replace(/\$"[^"]*(js_sys|convert::closures)[^"]*"/g, "$__wbindgen_free"), ...rest];

let next = 0;
const sorted = fields.map((field) => (isFunction(field) ? functions[next++].field : field[0].startsWith(" (elem ") ? withoutClosures(field) : field));
writeFileSync(file, [head, ...sorted.flat(), last, ""].join("\n"));
