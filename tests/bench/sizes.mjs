// Measures the sizes of the files that people load.
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const DIST = new URL("../../dist/", import.meta.url);
const wasm = readdirSync(new URL("site/", DIST)).find((name) => name.endsWith(".wasm"));

for (const name of ["why401.html", "embed.js", "site/index.html", `site/${wasm}`, "npm/index.js"]) {
  const bytes = readFileSync(new URL(name, DIST));
  console.log(`${name.padEnd(36)} ${String(bytes.length).padStart(8)} bytes, ${gzipSync(bytes, { level: 9 }).length} with gzip, ${brotliCompressSync(bytes).length} with brotli`);
}
