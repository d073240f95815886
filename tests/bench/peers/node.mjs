// The peers of npm, and why401 itself.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { diagnose, toText } from "../../../dist/npm/index.js";
import { PAIR } from "./inputs.mjs";

const MODULES = new URL("../../../target/tools/peers/package.json", import.meta.url);
const required = createRequire(MODULES);
const version = (/** @type {string} */ name) => required(`./node_modules/${name}/package.json`).version;

const { jwtVerify, decodeJwt } = await import(pathToFileURL(required.resolve("jose")).href);
const jsonwebtoken = required("jsonwebtoken");
const { createVerifier } = required("fast-jwt");

/**
 * Each verifies a token, and throws what it says of a token that it refuses; of one that it accepts it returns the claims.
 * @type {{ name: string, version: string, verify: (token: string, secret: string) => unknown }[]}
 */
export const LIBRARIES = [
  { name: "jose (npm)", version: version("jose"), verify: async (token, secret) => (await jwtVerify(token, new TextEncoder().encode(secret))).payload },
  { name: "jsonwebtoken (npm)", version: version("jsonwebtoken"), verify: (token, secret) => jsonwebtoken.verify(token, secret) },
  { name: "fast-jwt (npm)", version: version("fast-jwt"), verify: fastJwt() },
];

/** It has one verifier per secret, as its documentation advises; its cache is off by default. */
function fastJwt() {
  const verifiers = new Map();
  return (token, secret) => {
    if (!verifiers.has(secret)) verifiers.set(secret, createVerifier({ key: secret }));
    return verifiers.get(secret)(token);
  };
}

/**
 * Asks a library everything.
 * @param {typeof LIBRARIES[number]} library
 * @param {{ token: string, secret: string, forms: string[], probes: string[] }} inputs
 */
export async function ask({ name, version, verify }, { token, secret, forms, probes }) {
  const words = async (/** @type {string} */ text) => { try { return JSON.stringify(await verify(text, secret)); } catch (error) { return String(error.message); } };
  return {
    name, version,
    forms: await inOrder(forms, words),
    probes: await inOrder(probes, words),
    perSecond: await perSecond(() => verify(token, secret)),
  };
}

/**
 * Asks why401: a text and the lines of its pair.
 * @param {{ token: string, forms: string[], probes: string[] }} inputs
 */
export async function askUs({ token, forms, probes }) {
  const say = async (/** @type {string} */ text) => diagnose(`${text}\n\n${PAIR}`, { now: Date.now() });
  const words = ({ verdict, findings, checks, tokens }) => [verdict.message, verdict.fix, ...findings.flatMap(({ message, fix }) => [message, fix]), ...checks.flatMap(({ value, reason }) => [value, reason])].map(toText).join(" ") + JSON.stringify(tokens);
  // As a library returns the claims.
  const accepted = (report) => report.verdict.outcome === "accepts" ? JSON.stringify({ sub: report.tokens[report.subject].claims.find(({ name }) => name === "sub").value }) : words(report);
  return {
    name: "why401", version: version("../../../../dist/npm"),
    forms: await inOrder(forms, async (text) => accepted(await say(text))),
    probes: await inOrder(probes, async (text) => words(await say(text))),
    perSecond: await perSecond(() => say(token)),
  };
}

async function inOrder(texts, call) {
  const results = [];
  for (const text of texts) results.push(await call(text));
  return results;
}

/** How many calls a second has: the best of many short rounds, the one that nothing else on the machine slowed down. */
async function perSecond(call, calls = 200, rounds = 40) {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    for (let index = 0; index < calls; index++) await call();
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return Math.round((calls * 1e9) / best);
}
