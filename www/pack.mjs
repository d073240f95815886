// Packs dist/: the page as one file, the page for a web server, and the npm package.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import { minify } from "terser";
import { writeErrors } from "./errors.mjs";
import { split } from "./split.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const read = (path) => readFileSync(at(path), "utf8");
const DIST = at("../dist/");
// What may stand before each part of the wasm: characters that are in none of them.
const SEPARATORS = Array.from({ length: 16 }, (_, index) => String.fromCharCode(0x7100 + 0xe1 * index));
// The wasm is always given by us; the glue's own search for a file beside it is never used.
const NOWHERE = { "import.meta.url": '""' };

rmSync(DIST, { recursive: true, force: true });
mkdirSync(`${DIST}site`, { recursive: true });
mkdirSync(`${DIST}npm`, { recursive: true });

const page = await packPage("");
writeFileSync(`${DIST}why401.html`, page);
await packSite();
writeFileSync(`${DIST}embed.js`, await bundle("embed.js", { target: "es2022" }));
await packNpm();
await writeErrors({
  table: read("../src/paste/symptom/table.txt"),
  module: `${DIST}npm/index.js`,
  site: `${DIST}site/`,
  // Where the site will be is known to whoever puts it there; a map of it needs whole addresses.
  origin: process.env.WHY401_SITE ?? "https://why401.example/",
  style: await bundle("errors.css"),
  script: await bundle("errors.js", { target: "es2022", format: "iife" }),
});

const brotli = brotliCompressSync(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
console.log(`dist/why401.html  ${kilo(Buffer.byteLength(page))}, ${kilo(brotli.length)} with brotli, 1 request`);

/** The page for a web server: it can be installed, and works without the network once it was there. */
async function packSite() {
  const site = await packPage(await bundle("site.js", { target: "es2022" }));
  writeFileSync(`${DIST}site/index.html`, site);
  const worker = await bundle("worker.js", { target: "es2022" });
  writeFileSync(`${DIST}site/worker.js`, replaceOnce(worker, ["VERSION", createHash("sha256").update(site).digest("hex").slice(0, 16)]));
  const probe = await bundle("probe.js", { target: "es2022" });
  const policy = `default-src 'none'; script-src ${hash(probe)}; connect-src http: https:; base-uri 'none'; form-action 'none'`;
  writeFileSync(`${DIST}site/probe.html`, [
    ["<head>", `<head>\n<meta http-equiv="Content-Security-Policy" content="${policy}">`],
    ['<script src="probe.js"></script>', `<script>${probe}</script>`],
  ].reduce(replaceOnce, read("probe.html")));
  cpSync(at("manifest.webmanifest"), `${DIST}site/manifest.webmanifest`);
}

/**
 * The page with style, scripts and wasm inside, and a policy that names each of them by its hash. With `site`, a script that is
 * for the page on a web server only.
 */
async function packPage(site) {
  const style = await bundle("page.css");
  const guard = await bundle("guard.js", { target: "es5" });
  const app = await small(await bundle("app.js", { bundle: true, format: "esm", target: "es2022", define: NOWHERE }));
  const [frame, operators, numbers] = split(readFileSync(at("../target/wasm/page/why401_bg.wasm")));
  const wasm = [asText(frame), asText(operators), numbers];
  const policy = [
    "default-src 'none'",
    `script-src ${hash(guard)} ${hash(app)} ${site && `${hash(site)} `}'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    ...(site ? ["trusted-types why401", "manifest-src 'self'", "worker-src 'self'", "frame-src 'self'"] : ["trusted-types 'none'"]),
  ].join("; ");
  const whole = [
    ["<head>", `<head>\n<meta http-equiv="Content-Security-Policy" content="${policy}">`],
    ['<link rel="stylesheet" href="page.css">', `<style>${style}</style>`],
    ['<script src="guard.js"></script>', `<script>${guard}</script>`],
    ['<script src="app.js" type="module"></script>', `<script type="module">${app}</script>${site && `\n<script>${site}</script>`}`],
    ['<link rel="icon"', `${site && '<link rel="manifest" href="manifest.webmanifest">\n'}<link rel="icon"`],
  ].reduce(replaceOnce, read("index.html"));
  // Where brotli cuts the page into blocks hangs by such trifles, and its size by a thousandth: the best is taken.
  const [{ html }] = SEPARATORS.map((separator) => {
    const html = replaceOnce(whole, ['id="wasm"></script>', `id="wasm">${["", ...wasm].join(separator)}</script>`]);
    return { html, size: brotliCompressSync(html).length };
  }).sort((one, other) => one.size - other.size);
  if (html.indexOf('<meta charset="utf-8">') > 1000) throw new Error("browsers look for the charset in the first 1024 bytes only");
  return html;
}

/**
 * Bytes as characters, each with the number of its byte modulo 256. A server's own compression sees through that, as it does not
 * through base64 of deflated bytes: the page is a seventh smaller on its way. Characters that HTML changes or takes for markup
 * stand 256 higher. Before them stand pairs of bytes that have changed places, and how many pairs there are, so that the frequent
 * bytes have the characters that UTF-8 writes in one byte.
 */
function asText(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]++;
  const isShort = (byte) => byte < 128 && ![0x00, 0x0d, 0x3c].includes(byte);
  const byCount = [...counts.keys()].sort((one, other) => counts[other] - counts[one] || one - other);
  const frequent = byCount.slice(0, byCount.filter(isShort).length);
  const rare = byCount.filter((byte) => isShort(byte) && !frequent.includes(byte));
  const pairs = frequent.filter((byte) => !isShort(byte)).map((byte, at) => [byte, rare[at]]);
  const places = [...counts.keys()];
  for (const [one, other] of pairs) [places[one], places[other]] = [other, one];
  const character = (byte) => String.fromCharCode(isShort(byte) || byte > 127 ? byte : byte + 256);
  return [pairs.length, ...pairs.flat(), ...Array.from(bytes, (byte) => places[byte])].map(character).join("");
}

/** The package: one module with the wasm inside, and its types. */
async function packNpm() {
  writeFileSync(`${DIST}npm/index.js`, await bundle("index.js", { bundle: true, format: "esm", target: "es2022", loader: { ".wasm": "binary" }, define: NOWHERE }));
  const { devDependencies, private: _, ...manifest } = JSON.parse(read("package.json"));
  writeFileSync(`${DIST}npm/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(at("index.d.ts"), `${DIST}npm/index.d.ts`);
  cpSync(at("report.d.ts"), `${DIST}npm/report.d.ts`);
  cpSync(at("npm.md"), `${DIST}npm/README.md`);
  cpSync(at("../LICENSE"), `${DIST}npm/LICENSE`);
}

/** A script as short as it goes; esbuild's is a twentieth longer. */
async function small(script) {
  const { code } = await minify(script, { compress: { passes: 3, drop_console: true, unsafe_arrows: true, ecma: 2020 }, mangle: true, module: true });
  return code;
}

async function bundle(entry, options) {
  const { outputFiles } = await build({ entryPoints: [at(entry)], minify: true, charset: "utf8", legalComments: "none", write: false, ...options });
  const text = outputFiles[0].text.trim();
  if (/<\/(script|style)/i.test(text)) throw new Error(`${entry} would end its own tag`);
  return text;
}

function replaceOnce(text, [from, to]) {
  if (text.split(from).length !== 2) throw new Error(`this should stand there once: ${from}`);
  // A function, since a `$` in a replacement string means something.
  return text.replace(from, () => to);
}

function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function kilo(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
