// Packs dist/: the page as one file, the page for a web server, and the npm package.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { bom } from "./bom.mjs";
import { components, notices, packagesIn } from "./components.mjs";
import { writeDocs } from "./docs.mjs";
import { escape, siteMap } from "./document.mjs";
import { writeErrors } from "./errors.mjs";
import { inFrame } from "./messages.mjs";
import { nginxConfiguration } from "./nginx.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const read = (path) => readFileSync(at(path), "utf8");
const DIST = at("../dist/");
const WASM = readFileSync(at("../target/wasm/page/why401_bg.wasm"));
const WASM_FILE = `why401-${digest(WASM, "hex").slice(0, 16)}.wasm`;
/** The translations, without the two English lists. @type {{ tag: string, name: string, core: Record<string, string>, page: Record<string, string> }[]} */
const LANGUAGES = readdirSync(at("languages/")).filter((file) => !["core.json", "page.json"].includes(file)).sort().map((file) => ({ tag: file.replace(".json", ""), ...JSON.parse(read(`languages/${file}`)) }));
/** The folders of the npm packages that are in the bundles made so far. @type {Set<string>} */
const bundled = new Set();

const APP = await bundleApp();

rmSync(DIST, { recursive: true, force: true });
mkdirSync(`${DIST}site`, { recursive: true });
mkdirSync(`${DIST}npm`, { recursive: true });

const page = await packPage({ onSite: false });
writeFileSync(`${DIST}why401.html`, page);
const translated = new Map();
for (const language of LANGUAGES) translated.set(`why401.${language.tag}.html`, await packPage({ onSite: false, language }));
for (const [name, html] of translated) writeFileSync(DIST + name, html);
await packSite();
writeFileSync(`${DIST}embed.js`, await bundle("embed.js", { target: "es2022" }));
await packNpm();
await packDocs();
writeFileSync(`${DIST}nginx.conf`, nginxConfiguration(`${DIST}site/`));
cpSync(at("Dockerfile"), `${DIST}Dockerfile`);
const inside = components(bundled);
for (const folder of ["site", "npm"]) writeFileSync(`${DIST}${folder}/licenses.txt`, notices(inside));
writeFileSync(`${DIST}why401.cdx.json`, bom(inside, JSON.parse(read("package.json"))));

console.log(`dist/why401.html  ${kilo(Buffer.byteLength(page))}, ${kilo(brotliCompressSync(page).length)} with brotli, 1 request`);

/** The page for a web server: it can be installed, and works without the network after the first visit. */
async function packSite() {
  const site = await packPage({ onSite: true });
  writeFileSync(`${DIST}site/index.html`, site);
  writeFileSync(`${DIST}site/${WASM_FILE}`, WASM);
  // For people who save it, and for pages that can read no file next to them.
  writeFileSync(`${DIST}site/why401.html`, page);
  for (const [name, html] of translated) writeFileSync(`${DIST}site/${name}`, html);
  writeLanguages(`${DIST}site/`);
  const worker = await bundle("worker.js", { target: "es2022" });
  writeFileSync(`${DIST}site/worker.js`, [
    ["why401 VERSION", `why401 ${digest(site, "hex").slice(0, 16)}`],
    ['"WASM"', JSON.stringify(WASM_FILE)],
  ].reduce(replaceOnce, worker));
  const probe = await bundle("probe.js", { target: "es2022" });
  const policy = `default-src 'none'; script-src ${hash(probe)}; connect-src http: https:; base-uri 'none'; form-action 'none'`;
  writeFileSync(`${DIST}site/probe.html`, [
    ["<head>", `<head>\n<meta http-equiv="Content-Security-Policy" content="${policy}">`],
    ['<script src="probe.js"></script>', `<script>${probe}</script>`],
  ].reduce(replaceOnce, read("probe.html")));
  cpSync(at("manifest.webmanifest"), `${DIST}site/manifest.webmanifest`);
}

/** The translations as files of their own. */
function writeLanguages(folder) {
  mkdirSync(`${folder}languages`);
  for (const { tag, ...translation } of LANGUAGES) writeFileSync(`${folder}languages/${tag}.json`, JSON.stringify(translation));
}

/** The documentation and the pages about errors, which belong to the site. */
async function packDocs() {
  const generated = (/** @type {string} */ name) => JSON.parse(read(`../target/generated/${name}.json`));
  const given = { findings: generated("catalogue"), site: `${DIST}site/`, style: await bundle("document.css", { bundle: true }) };
  const script = (/** @type {string} */ entry) => bundle(entry, { bundle: true, target: "es2022", format: "iife" });
  const errors = await writeErrors({ ...given, module: `${DIST}npm/index.js`, script: await script("errors.js") });
  const docs = writeDocs({ ...given, services: generated("services"), errors, script: await script("docs.js") });
  const origin = process.env.WHY401_SITE ?? "https://why401.example/";
  writeFileSync(`${DIST}site/sitemap.xml`, siteMap(origin, ["", "errors/", ...errors.map(({ path }) => path), ...docs]));
}

/**
 * The page with style and scripts inside, and a policy that names each of them by its hash. The single file has its wasm inside and
 * requests nothing. On a site, the wasm is a file next to the page. With a language, all of it is in that language.
 */
async function packPage({ onSite, language }) {
  const style = await bundle("page.css", { bundle: true });
  const guard = await bundle("guard.js", { target: "es5", ...(language ? { entryPoints: undefined, stdin: { contents: translatedGuard(language) } } : {}) });
  const policy = [
    "default-src 'none'",
    `script-src ${[guard, APP].map(hash).join(" ")} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "img-src data:",
    `connect-src ${onSite ? "'self'" : "'none'"}`,
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types why401",
    ...(onSite ? ["manifest-src 'self'", "worker-src 'self' blob:", "frame-src 'self'"] : ["worker-src blob:"]),
  ].join("; ");
  const inside = [
    ['id="wasm"></script>', `id="wasm">${textOf(WASM)}</script>`],
    // The file is passed on alone, so the notices are in it.
    ["</html>", `</html>\n<!--\n${notices(components(bundled)).replaceAll("--", "==")}-->`],
  ];
  const beside = [
    ['id="wasm"></script>', `id="wasm" data-file="${WASM_FILE}"></script>`],
    ['<link rel="icon"', '<link rel="manifest" href="manifest.webmanifest">\n<link rel="license" href="licenses.txt">\n<link rel="icon"'],
  ];
  const html = [
    ["<head>", `<head>\n<meta http-equiv="Content-Security-Policy" content="${policy}">`],
    ['<link rel="stylesheet" href="page.css">', `<style>${style}</style>`],
    ['<script src="guard.js"></script>', `<script>${guard}</script>`],
    ['<script src="src/main.tsx" type="module" blocking="render"></script>', `<script type="module" blocking="render">${APP}</script>`],
    ...(onSite ? beside : inside),
    ...(language ? inLanguage(language) : []),
  ].reduce(replaceOnce, read("index.html"));
  if (html.indexOf('<meta charset="utf-8">') > 1000) throw new Error("browsers look for the charset in the first 1024 bytes only");
  return html;
}

/** What a page in another language has in place of the English words of index.html, and its translations, which no browser runs. */
function inLanguage({ tag, ...translation }) {
  const words = inFrame().map(({ before, message, after }) => [before + message + after, before + escape(translation.page[message] ?? message) + after]);
  const data = JSON.stringify(translation).replaceAll("<", "\\u003c");
  return [
    ['<html lang="en">', `<html lang="${tag}">`],
    ...words,
    ['<div id="page"></div>', `<div id="page"></div>\n<script type="application/json" id="language" lang="${tag}">${data}</script>`],
  ];
}

/** The first script with its sentences in another language: it runs before anything could translate them. */
function translatedGuard({ page }) {
  return read("guard.js").replace(/\bsay\("([^"]+)"/g, (_, message) => `say(${JSON.stringify(page[message] ?? message)}`);
}

/**
 * The bytes as a text in HTML, a character for each: a server compresses it as well as the bytes, which it cannot do with base64. Three
 * characters are moved up by 256: HTML drops NUL, makes another of CR, and ends the text at a `<`.
 */
function textOf(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode([0x00, 0x0d, 0x3c].includes(byte) ? byte + 0x100 : byte)).join("");
}

/** The script of the page, which holds that of its worker as a text. */
async function bundleApp() {
  const worker = await bundleModule("src/core-worker.ts", "page", { format: "iife" });
  return bundleModule("src/main.tsx", "page", { jsx: "automatic", jsxImportSource: "preact", plugins: [textModule("why401-worker", worker), textModule("why401-languages", JSON.stringify(LANGUAGES.map(({ tag, name }) => ({ tag, name }))), "json")] });
}

/** A module that exports a text, or what it holds as JSON. */
function textModule(name, text, loader = "text") {
  return {
    name,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
      build.onLoad({ filter: /.*/, namespace: name }, () => ({ contents: text, loader }));
    },
  };
}

/** The package: one module with the wasm inside, and its types. */
async function packNpm() {
  writeFileSync(`${DIST}npm/index.js`, await bundleModule("index.js", "npm"));
  const { devDependencies, private: _, ...manifest } = JSON.parse(read("package.json"));
  writeFileSync(`${DIST}npm/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(at("cli.js"), `${DIST}npm/cli.js`);
  cpSync(at("index.d.ts"), `${DIST}npm/index.d.ts`);
  cpSync(at("../target/generated/report.d.ts"), `${DIST}npm/report.d.ts`);
  writeLanguages(`${DIST}npm/`);
  cpSync(at("npm.md"), `${DIST}npm/README.md`);
  cpSync(at("../LICENSE"), `${DIST}npm/LICENSE`);
}

/** A script with the modules that it imports, those of wasm-bindgen from a folder of target/wasm/. */
function bundleModule(entry, folder, options) {
  const wasm = at(`../target/wasm/${folder}/why401`);
  return bundle(entry, {
    bundle: true, format: "esm", target: "es2022", loader: { ".wasm": "binary" },
    alias: { "why401-wasm": `${wasm}.js`, "why401-wasm/bytes": `${wasm}_bg.wasm` },
    // We always pass the wasm, so the glue's own search for a file is never used.
    define: { "import.meta.url": '""' },
    ...options,
  });
}

async function bundle(entry, options) {
  const { outputFiles, metafile } = await build({ entryPoints: [at(entry)], minify: true, charset: "utf8", legalComments: "none", write: false, metafile: true, absWorkingDir: at(".."), ...options });
  for (const folder of packagesIn(metafile)) bundled.add(folder);
  const text = outputFiles[0].text.trim();
  if (/<\/(script|style)/i.test(text)) throw new Error(`${entry} would end its own tag`);
  return text;
}

function replaceOnce(text, [from, to]) {
  if (text.split(from).length !== 2) throw new Error(`this should occur exactly once: ${from}`);
  // A function, because a `$` in a replacement string has a meaning.
  return text.replace(from, () => to);
}

function hash(text) {
  return `'sha256-${digest(text, "base64")}'`;
}

function digest(bytes, encoding) {
  return createHash("sha256").update(bytes).digest(encoding);
}

function kilo(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
