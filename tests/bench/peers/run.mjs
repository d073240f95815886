// Measures why401 beside libraries that verify tokens, and writes the table to www/docs/peers.md: ./build.sh bench peers.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { Page } from "../../web/browser.mjs";
import { FORMS, PROBES, REFUSED, SECRET, TOKEN } from "./inputs.mjs";
import { LIBRARIES, ask, askUs } from "./node.mjs";

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const ROOT = at("../../../");
const TOOLS = `${ROOT}target/tools/`;
const inputs = { token: TOKEN, secret: SECRET, forms: Object.values(FORMS), probes: Object.values(PROBES).map(({ token }) => token) };
const run = (/** @type {string} */ command, /** @type {string[]} */ ...options) => execFileSync(command, options, { input: JSON.stringify(inputs), encoding: "utf8", cwd: ROOT });

/** Each peer alone, one after another. */
const answers = [await askUs(inputs)];
for (const library of LIBRARIES) answers.push(await ask(library, inputs));
answers.push(JSON.parse(run(`${TOOLS}peers/python/bin/python`, at("peer.py"))));
answers.push(JSON.parse(run(`${TOOLS}peers/golang-jwt`)));
const crate = readFileSync(at("rust/Cargo.lock"), "utf8").match(/name = "jsonwebtoken"\nversion = "(.*)"/)?.[1];
answers.push({ version: crate, ...JSON.parse(run(`${TOOLS}peers/rust/release/peer`)) });

// A library that accepts a token returns its claims, as JSON.
const accepts = (/** @type {string} */ words) => words.startsWith("{");
const scored = answers.map(({ forms, probes, ...answer }) => ({
  ...answer,
  read: Object.keys(FORMS).map((form, index) => accepts(forms[index]) ? JSON.parse(forms[index]).sub === "alice" : form === REFUSED.form && REFUSED.says.test(forms[index])),
  told: Object.entries(PROBES).map(([probe, { says }], index) => says.test(probes[index]) && (probe === "a big integer" || !accepts(probes[index]))),
}));
const page = await opened();
const [paint, verdict] = run("node", at("../page.mjs")).match(/[\d.]+ ms/g) ?? [];
mkdirSync(`${ROOT}target/bench`, { recursive: true });
writeFileSync(`${ROOT}target/bench/peers.json`, JSON.stringify(answers, null, 2));
const text = document();
writeFileSync(`${ROOT}www/docs/peers.md`, text);
console.log(text);

/** What the page asks its server for, and its browser. */
async function opened() {
  const page = await Page.start("chromium");
  try {
    const requests = {};
    for (const file of ["why401.html", "site/index.html"]) {
      page.network.asked.length = 0;
      await page.driver.get(page.served(new URL(`../../../dist/${file}`, import.meta.url)));
      await page.paste("token is expired");
      await page.verdict();
      requests[file] = new Set(page.network.askedByPages.filter((line) => line.includes("/dist/"))).size;
    }
    const capabilities = await page.driver.getCapabilities();
    return { requests, browser: `Chromium ${capabilities.getBrowserVersion()}` };
  } finally {
    await page.quit();
  }
}

function document() {
  const number = (/** @type {number} */ value) => value.toLocaleString("en-US");
  const row = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(" | ")} |`;
  const table = (/** @type {string[]} */ head, /** @type {(string | number)[][]} */ rows) => [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
  const names = scored.map(({ name }) => name);
  return `# Beside libraries

A library answers one question about one token: does it verify? why401 answers another, from what people have: why is it refused, and what to do?
The tables show what each says to the same inputs, with the options that its documentation begins with.

Written by \`./build.sh bench peers\` on ${new Date().toISOString().slice(0, 10)}: ${cpus()[0].model.trim()}, ${cpus().length} cores, Node.js ${process.versions.node}, ${page.browser}. The peers are from their registries:
${scored.slice(1).map(({ name, version }) => `${name} ${version}`).join(", ")}.

## What is found

${table(["library", "forms of 15", "causes of 12", "verified per second"], scored.map(({ name, read, told, perSecond }) => [name, read.filter(Boolean).length, told.filter(Boolean).length, number(perSecond)]))}

The last column is the best of 40 rounds of 200 tokens with HS256. why401 does more for each: it searches the text, predicts the answer of each release, and
writes a report.

## Forms of a token

The token is valid, and the secret is given. *Yes*: it is verified as it was pasted. A library expects the bare token, and leaves the rest to its caller.
LiveKit refuses padding up to v1.4.0 and from v1.13.0 on; there *yes* is an answer that names the padding.

${table(["form", ...names], Object.keys(FORMS).map((form, index) => [form, ...scored.map(({ read }) => (read[index] ? "yes" : "no"))]))}

## Causes

*Yes*: the answer states the cause in words; for the big integer, with each of its digits.

${table(["token", ...names], Object.keys(PROBES).map((probe, index) => [probe, ...scored.map(({ told }) => (told[index] ? "yes" : "no"))]))}

## Size and time

${table(["file", "bytes", "with brotli", "requests"], sizes())}

In Chromium, with its processor slowed down four times, the page needs ${paint} from its first paint to the verdict on a token that is pasted at once, and
${verdict} from the paste to the verdict; both include the start of the WebAssembly.
`;
}

/** The files that people load: our own, and the libraries of npm as a bundler makes them. */
function sizes() {
  const esbuild = createRequire(new URL("../../../www/package.json", import.meta.url))("esbuild");
  const weighed = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes, /** @type {number | string} */ requests) => [name, bytes.length.toLocaleString("en-US"), brotliCompressSync(bytes).length.toLocaleString("en-US"), requests];
  const file = (/** @type {string} */ path) => readFileSync(`${ROOT}dist/${path}`);
  const wasm = readdirSync(`${ROOT}dist/site`).find((name) => name.endsWith(".wasm"));
  const bundled = (/** @type {string} */ name) => esbuild.buildSync({
    stdin: { contents: `export * from ${JSON.stringify(name)}`, resolveDir: `${TOOLS}peers` },
    bundle: true, minify: true, write: false, format: "esm", platform: "node", legalComments: "none",
  }).outputFiles[0].contents;
  return [
    weighed("`why401.html`, the page in one file", file("why401.html"), page.requests["why401.html"]),
    weighed("the page of the site, with its WebAssembly", Buffer.concat([file("site/index.html"), file(`site/${wasm}`)]), page.requests["site/index.html"]),
    weighed("the npm package of why401", file("npm/index.js"), "–"),
    ...["jose", "jsonwebtoken", "fast-jwt"].map((name) => weighed(`${name} (npm), bundled`, bundled(name), "–")),
  ];
}
