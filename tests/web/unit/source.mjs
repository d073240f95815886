// The TypeScript of the page as modules for these tests.
import { fileURLToPath } from "node:url";
import { require } from "../modules.mjs";

const { build } = require("esbuild");

/** Modules of www/src/ as one, with the modules that they import. */
export async function source(...names) {
  const { outputFiles } = await build({
    stdin: { contents: names.map((name) => `export * from "./${name}";`).join(""), resolveDir: fileURLToPath(new URL("../../../www/src/", import.meta.url)) }, bundle: true, format: "esm", target: "es2022", write: false, logLevel: "error",
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}
