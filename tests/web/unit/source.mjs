// The TypeScript of the page as modules for these tests.
import { fileURLToPath } from "node:url";
import { require } from "../modules.mjs";

const { build } = require("esbuild");

/** A module of www/src/, with the modules that it imports. */
export async function source(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../../www/src/${name}`, import.meta.url))], bundle: true, format: "esm", target: "es2022", write: false, logLevel: "error",
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
