// What is inside of dist/ and is not ours: the crates that are compiled into the WebAssembly, the Rust standard library, and the npm
// packages that are bundled into the scripts; with their licenses.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const WASM = ["--locked", "--target", "wasm32-unknown-unknown"];

/** A text of each license, to find it among the files of a component. Where a component offers several, the first of these counts. */
const LICENSES = {
  MIT: /free of charge, to any person obtaining a copy of this software/,
  "Unicode-3.0": /UNICODE LICENSE V3/,
  "BSD-3-Clause": /Redistributions in binary form must reproduce/,
  ISC: /Permission to use, copy, modify, and\/or distribute/,
  "Apache-2.0": /Apache License Version 2\.0/,
};

/**
 * The copyright notices of the standard library and of what it contains on this target, which are in no crate here. Source:
 * COPYRIGHT-library.html of the Rust distribution, and compiler-builtins/LICENSE.txt of its sources.
 */
const STANDARD_LIBRARY = {
  ecosystem: "rust", name: "std", license: "MIT",
  copyrights: [
    "Copyright (c) The Rust Project Contributors", "hashbrown: Copyright (c) 2016 Amanieu d'Antras", "dlmalloc, cfg-if: Copyright (c) 2014 Alex Crichton",
    "compiler-builtins: Copyright (c) 2009-2016 by the contributors listed in CREDITS.TXT of compiler-rt", "libm: Copyright (c) 2018 Jorge Aparicio",
    "libm: Copyright © 2005-2020 Rich Felker, et al.",
  ],
  texts: [],
};

/**
 * @typedef {object} Component
 * @property {string} ecosystem `cargo`, `npm` or `rust`
 * @property {string} name
 * @property {string} version
 * @property {string} license as an SPDX expression, as its authors offer it
 * @property {string[]} copyrights
 * @property {string[]} texts of the licenses under which it is used, without the copyright notices
 * @property {string} [sha256] of the file of the registry
 * @property {string} [sha512] the same
 */

/**
 * @param {Iterable<string>} folders of the bundled npm packages, from `packagesIn`
 * @returns {Component[]}
 */
export function components(folders) {
  return [{ ...STANDARD_LIBRARY, version: rustVersion() }, ...crates(), ...[...folders].sort().map(npmPackage)];
}

/**
 * The folders of the npm packages that esbuild put into a bundle.
 * @param {import("esbuild").Metafile} metafile
 */
export function packagesIn({ outputs, inputs }) {
  const used = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs)).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return used.map(([file]) => file).filter((file) => file in inputs).flatMap((file) => file.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? []);
}

/** The notices that the licenses ask for, as one text: each license once, below the components that are used under it. */
export function notices(all) {
  const groups = new Map();
  const mit = all.flatMap(({ texts }) => texts).find((text) => LICENSES.MIT.test(text));
  for (const component of all) {
    for (const text of component.texts.length > 0 ? component.texts : [mit]) groups.set(text, [...groups.get(text) ?? [], component]);
  }
  const blocks = [...groups].map(([text, users]) => `${users.map(({ name, version, copyrights }) => [`${name} ${version}`, ...copyrights].join("\n    ")).join("\n")}\n\n${text}`);
  return `why401 contains the software below. Each license is below the software that is used under it. why401 itself has the license Apache-2.0.\n\n${blocks.join(`\n\n${"-".repeat(20)}\n\n`)}\n`;
}

/** The crates that are compiled into the WebAssembly, without ours. */
function crates() {
  const tree = cargo("tree", ...WASM, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}").split("\n");
  const used = new Set(tree.map((line) => line.split(" ").slice(0, 2).join(" ")));
  const { packages } = JSON.parse(cargo("metadata", "--locked", "--format-version", "1"));
  const sums = new Map([...readFileSync(join(ROOT, "Cargo.lock"), "utf8").matchAll(/name = "(.*)"\nversion = "(.*)"\n(?:source = .*\n)?checksum = "(.*)"/g)].map(([, name, version, sum]) => [`${name} v${version}`, sum]));
  return packages.filter(({ name, version, source }) => source && used.has(`${name} v${version}`)).map(({ name, version, license, manifest_path }) =>
    ({ ecosystem: "cargo", name, version, license, sha256: sums.get(`${name} v${version}`), ...legal(dirname(manifest_path), license) })).sort(byName);
}

/** @param {string} folder */
function npmPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
  const { packages } = JSON.parse(readFileSync(join(ROOT, "www/package-lock.json"), "utf8"));
  const sum = packages[`node_modules/${name}`].integrity.replace("sha512-", "");
  return { ecosystem: "npm", name, version, license, sha512: Buffer.from(sum, "base64").toString("hex"), ...legal(join(ROOT, folder), license) };
}

/**
 * The copyright notices in a folder, and the texts of the licenses that are chosen among those that are offered.
 * @param {string} folder
 * @param {string} license an SPDX expression
 */
function legal(folder, license) {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]es?|copying|notice|copyright)\b/i.test(name)).sort();
  const found = files.map((name) => join(folder, name)).flatMap((file) => {
    try { return [readFileSync(file, "utf8")]; } catch { return readdirSync(file).sort().map((name) => readFileSync(join(file, name), "utf8")); }
  });
  const texts = license.replaceAll("/", " OR ").split(" AND ").map((choice) => {
    const offered = choice.replace(/[()]/g, "").split(" OR ").map((id) => id.trim());
    const chosen = Object.keys(LICENSES).find((id) => offered.includes(id));
    const text = chosen && found.find((text) => LICENSES[chosen].test(text.replace(/\s+/g, " ")));
    if (!text) throw new Error(`${folder}: no text of the license ${choice}; a license that is not in www/components.mjs may need its own notice`);
    return text;
  });
  const isNotice = (line) => /^(copyright\b|©)/i.test(line) && !/\[yyyy\]|notice/i.test(line);
  const lines = (text) => text.split(/\r?\n/).map((line) => line.trim());
  return {
    copyrights: [...new Set(texts.flatMap(lines).filter(isNotice))],
    // Paragraphs without line ends: authors break the lines of the same text in different places.
    texts: texts.map((text) => paragraphs(lines(text).filter((line) => !isNotice(line))).filter((paragraph) => !/^(the )?MIT license( \(MIT\))?$|^all rights reserved\.?$/i.test(paragraph)).join("\n\n")),
  };
}

/** @param {string[]} lines */
function paragraphs(lines) {
  return lines.join("\n").split(/\n{2,}/).map((paragraph) => paragraph.replace(/\s+/g, " ").replace(/[“”]/g, '"').trim()).filter(Boolean);
}

function rustVersion() {
  return execFileSync("rustc", ["--version"], { encoding: "utf8" }).split(" ")[1];
}

/** @param {string[]} args */
function cargo(...args) {
  return execFileSync("cargo", args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1e9 });
}

function byName(a, b) {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
