// The steps of ./build.sh release that are more than a command.
//
//   node www/release.mjs version X.Y.Z YYYY-MM-DD   sets the version, and dates the changelog
//   node www/release.mjs zip FOLDER FILE            packs a folder, the same bytes for the same files
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";

const steps = { version: setVersion, zip };
const [step, ...rest] = process.argv.slice(2);
steps[step](...rest);

/** Sets the version everywhere. A tree that has this version and a dated section in the changelog stays as it is. */
function setVersion(version, date) {
  const changelog = readFileSync(".github/CHANGELOG.md", "utf8");
  const isDated = new RegExp(`^## ${version.replaceAll(".", "\\.")} \\(\\d{4}-\\d\\d-\\d\\d\\)$`, "m").test(changelog);
  if (!isDated) edit(".github/CHANGELOG.md", /^## .* \(unreleased\)$/m, `## ${version} (${date})`);
  edit("Cargo.toml", /^version = ".*"/m, `version = "${version}"`);
  for (const lock of ["Cargo.lock", "tests/fuzz/Cargo.lock"]) edit(lock, /(?<=^name = "why401"\n)version = ".*"/m, `version = "${version}"`);
  edit("www/package.json", /^  "version": ".*"/m, `  "version": "${version}"`);
  edit("www/package-lock.json", /^(  "version": ).*(,[^]*?\n      "version": ).*,/m, `$1"${version}"$2"${version}",`);
}

/** Replaces what must be there once. */
function edit(file, pattern, replacement) {
  const text = readFileSync(file, "utf8");
  if (!pattern.test(text)) throw new Error(`there is nothing like ${pattern} in ${file}`);
  writeFileSync(file, text.replace(pattern, replacement));
}

function zip(folder, file) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1)).sort();
  // The format has times without a zone, so this one is the same everywhere.
  const mtime = new Date(1980, 0, 1);
  writeFileSync(file, zipSync(Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))])), { level: 9, mtime }));
}
