// Signatures by public keys, where browsers have no Web Crypto: under a name that is no secure context, and in a frame without an origin.
import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { NOW, Page } from "./browser.mjs";
import { diagnose, toText } from "../../dist/npm/index.js";

const DIST = new URL("../../dist/", import.meta.url);
const NAME = "http://why401.test/";
const KINDS = { RS256: ["rsa", { modulusLength: 2048 }], ES256: ["ec", { namedCurve: "P-256" }], EdDSA: ["ed25519", {}] };

/** A key and a token for each algorithm: one that it signed, and one with another signature. */
const pastes = Object.entries(KINDS).flatMap(([alg, [type, options]]) => {
  const { publicKey, privateKey } = generateKeyPairSync(type, options);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part({ alg, typ: "JWT", kid: "1" })}.${part({ iss: "https://login.example.com/", sub: "alice", aud: "https://api.example.com", iat: NOW / 1000 - 60, exp: NOW / 1000 + 3600 })}`;
  const signature = sign(alg === "EdDSA" ? null : "sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" });
  const other = Buffer.from(signature).fill(signature[9] ^ 1, 9, 10);
  const pem = publicKey.export({ type: "spki", format: "pem" });
  const jwks = JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1" }] });
  return [[pem, signature, "valid"], [jwks, signature, "valid"], [pem, other, "invalid"]].map(([key, bytes, expected]) => ({ alg, expected, text: `${key}\n${input}.${bytes.toString("base64url")}\n` }));
});

/** @type {Page} */
let page;

before(async () => {
  page = await Page.start();
  page.network.hosts["why401.test"] = (request, response) => {
    const path = new URL(request.url ?? "", NAME).pathname.slice(1);
    const isHost = path === "host.html";
    if (!isHost && !/\.(html|wasm)$/.test(path)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": path.endsWith(".wasm") ? "application/wasm" : "text/html" });
    response.end(isHost ? '<!doctype html><title>host</title><iframe sandbox="allow-scripts" src="why401.html" width="700" height="600"></iframe>' : readFileSync(new URL(path, DIST)));
  };
});
after(() => page?.quit());

const places = {
  "from where it is": { isSecure: true },
  "from http under a name, as one file": { url: `${NAME}why401.html`, isSecure: false },
  "from http under a name, as a site": { url: `${NAME}site/index.html`, isSecure: false },
  "in a sandboxed frame there": { url: `${NAME}host.html`, isSecure: false, isFramed: true },
};

for (const [name, { url, isSecure, isFramed }] of Object.entries(places)) {
  describe(name, () => {
    test("the answers are those of the package", async () => {
      await page.driver.switchTo().defaultContent();
      await page.open(url ? { url } : {});
      if (isFramed) {
        await page.driver.switchTo().frame(await page.driver.findElement({ css: "iframe" }));
        await page.driver.wait(() => page.run(() => document.documentElement?.hasAttribute("data-ready")), 10_000, "the page does not start");
        await page.run((now) => { window.Date.now = () => now; }, NOW);
      }
      assert.equal(await page.run(() => isSecureContext), isSecure);
      assert.equal(await page.run(() => crypto.subtle !== undefined), isSecure);
      for (const { alg, expected, text } of pastes) {
        const { tokens, verdict, checks } = await diagnose(text, { now: NOW });
        assert.equal(tokens[0].signature, expected, alg);
        await page.run(() => document.querySelector("[data-action=restart]").click());
        await page.paste(text);
        assert.equal(await page.verdict(), toText(verdict.message), alg);
        const { state, value } = checks.find(({ id }) => id === "signature");
        const row = await page.run(() => {
          const { className, textContent } = document.querySelector("[data-check=signature]");
          return { className, textContent };
        });
        assert.equal(row.className, state, alg);
        assert.ok(row.textContent.includes(toText(value)), `${alg}: ${row.textContent}`);
      }
    });
  });
}
