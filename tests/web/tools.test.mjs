// The npm package in the supported runtimes and bundlers, each at the version in its lock file.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Page } from "./browser.mjs";
import { require } from "./modules.mjs";

const WORK = new URL("../../target/tools/built/", import.meta.url);
const TOOLS = new URL("../../target/tools/npm/node_modules/", import.meta.url);
const path = (name, base = WORK) => fileURLToPath(new URL(name, base));
const run = (command, ...args) => execFileSync(command, args, { cwd: path("."), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1", DENO_DIR: path("deno") } });

/** The program's output, the same everywhere. */
let expected = "";

before(() => {
  rmSync(WORK, { recursive: true, force: true });
  mkdirSync(path("node_modules"), { recursive: true });
  cpSync(new URL("../../dist/npm/", import.meta.url), path("node_modules/why401"), { recursive: true });
  for (const name of ["program.js", "program.ts"]) cpSync(new URL(`tools/${name}`, import.meta.url), path(name));
  writeFileSync(path("package.json"), '{ "type": "module" }\n');
  expected = run(process.execPath, "program.js");
  assert.match(expected, /^refuses: \S/);
});

test("the package contains the files in its manifest, and nothing else", () => {
  const manifest = JSON.parse(readFileSync(path("node_modules/why401/package.json"), "utf8"));
  assert.deepEqual(readdirSync(path("node_modules/why401")).sort(), [...manifest.files, "LICENSE", "README.md", "package.json"].sort());
  for (const target of Object.values(manifest.exports["."])) assert.ok(manifest.files.includes(target.slice(2)), target);
  for (const name of ["dependencies", "devDependencies", "scripts", "private"]) assert.equal(manifest[name], undefined, name);
  assert.match(readFileSync(path("node_modules/why401/README.md"), "utf8"), /npm install why401/);
});

describe("runs, without any setting, under", () => {
  const runtimes = { Deno: ["@deno/linux-x64-glibc/deno", "@deno/linux-arm64-glibc/deno"], Bun: ["@oven/bun-linux-x64/bin/bun", "@oven/bun-linux-aarch64/bin/bun"] };
  for (const [name, places] of Object.entries(runtimes)) {
    test(name, () => {
      const [file] = places.map((place) => path(place, TOOLS)).filter((place) => { try { return readFileSync(place).length > 0; } catch { return false; } });
      assert.ok(file, `${name} is not there for this machine`);
      // Deno needs no permission for it, neither for the network nor for files.
      assert.equal(run(file, ...(name === "Deno" ? ["run", "--no-prompt", "--no-lock"] : ["run"]), "program.js"), expected);
    });
  }
});

describe("goes through a bundler, without any setting, and then runs in a browser:", () => {
  /** @type {Page} */
  let page;

  before(async () => {
    page = await Page.start("chromium");
    page.network.mount("/built/", WORK);
  });
  after(() => page?.quit());

  const bundlers = {
    async esbuild() {
      await require("esbuild").build({ entryPoints: [path("program.js")], bundle: true, format: "esm", minify: true, outfile: path("esbuild/bundle.js") });
    },
    async Vite() {
      const { build } = await import(pathToFileURL(path("vite/dist/node/index.js", TOOLS)).href);
      await build({ root: path("."), logLevel: "error", build: { outDir: "Vite", target: "es2022", rollupOptions: { input: path("program.js"), output: { entryFileNames: "bundle.js" } } } });
    },
    async webpack() {
      const { default: webpack } = await import(pathToFileURL(path("webpack/lib/index.js", TOOLS)).href);
      await new Promise((resolve, reject) => webpack({ mode: "production", context: path("."), entry: "./program.js", output: { path: path("webpack"), filename: "bundle.js" } },
        (error, stats) => error || stats.hasErrors() ? reject(error ?? new Error(stats.toString())) : resolve(stats)));
    },
  };
  for (const [name, bundle] of Object.entries(bundlers)) {
    test(name, async () => {
      await bundle();
      writeFileSync(path(`${name}/index.html`), '<!doctype html><meta charset="utf-8"><title></title><script type="module" src="bundle.js"></script>');
      await page.driver.get(`${page.network.origin}/built/${name}/`);
      await page.driver.wait(() => page.run(() => document.title !== ""), 10_000, "the bundle says nothing");
      assert.equal(await page.run(() => document.title), expected.trim());
    });
  }
});

test("TypeScript finds its types in every resolution mode", () => {
  const tsc = path("../../www/node_modules/.bin/tsc", import.meta.url);
  for (const [module, resolution] of [["nodenext", "nodenext"], ["node16", "node16"], ["esnext", "bundler"]]) {
    run(tsc, "--noEmit", "--strict", "--target", "es2022", "--lib", "es2023,dom", "--types", "", "--module", module, "--moduleResolution", resolution, "program.ts");
  }
});
