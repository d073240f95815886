// Times `diagnose` in Node's wasm and `jwtVerify` of jose, on the same token with the same secret, in one run; then on the log that
// diagnose.rs has written.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { diagnose } from "../../dist/npm/index.js";

const { jwtVerify } = await import(pathToFileURL(createRequire(new URL("../../www/package.json", import.meta.url)).resolve("jose")));
const paste = readFileSync(new URL("../vectors/page.env", import.meta.url), "utf8");
const setting = (name) => paste.match(new RegExp(`^${name}=(.*)$`, "m"))[1];
const NOW = 1_795_516_100_000;

const secret = new TextEncoder().encode(setting("LIVEKIT_API_SECRET"));
const ours = await measure("wasm     diagnose, one token with its pair", () => diagnose(paste, { now: NOW }));
const peer = await measure("jose     jwtVerify, the same token", () => jwtVerify(setting("TOKEN"), secret, { currentDate: new Date(NOW) }));
console.log(`${"wasm     to jose".padEnd(43)} ${(ours / peer).toFixed(2).padStart(8)}`);
await measure("wasm     diagnose, an error text", () => diagnose("could not establish signal connection", { now: NOW }));
// No secret fits, so that each slip, each pair of slips and the whole neighborhood are tried.
const wrong = paste.replace(setting("LIVEKIT_API_SECRET"), "kQ7dTn3mXw9Zb1LrPs5VyHc8Fg2Ju6Ea4Ni0OtRqMvDx");
await measure("wasm     diagnose, all around 44 characters", () => diagnose(wrong, { now: NOW }), 1);
const log = readFileSync(new URL("../../target/bench/1-mb.log", import.meta.url), "utf8");
await measure("wasm     diagnose, a log of 1 MB", () => diagnose(log, { now: NOW }), 1);
const refusals = "invalid authorization token: token has invalid claims: token is expired\n".repeat(8000);
await measure("wasm     diagnose, 8,000 refusals", () => diagnose(refusals, { now: NOW }), 1);

/** Prints, and returns in µs, the best of some rounds: the one that nothing else on the machine slowed down. */
async function measure(name, call, calls = 300) {
  let best = Infinity;
  for (let round = 0; round < 30; round++) {
    const start = process.hrtime.bigint();
    for (let index = 0; index < calls; index++) await call();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1000 / calls);
  }
  console.log(`${name.padEnd(43)} ${best.toFixed(1).padStart(8)} µs`);
  return best;
}
