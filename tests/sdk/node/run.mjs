// Runs each program of a folder, and prints the tokens.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = process.argv[2];
const scratch = new URL(`code-${folder.split("/").at(-1)}/`, import.meta.url);
mkdirSync(scratch, { recursive: true });
for (const file of readdirSync(folder).filter((name) => name.endsWith(".txt"))) {
  const name = file.replace(".txt", "");
  const module = new URL(`${name}.mjs`, scratch);
  writeFileSync(module, `${readFileSync(`${folder}/${file}`, "utf8")}\nexport { token }\n`);
  const { token } = await import(module);
  console.log(`${name}\t${token}`);
}
