// The site behind the nginx of its image.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ENV, Page } from "./browser.mjs";

const SITE = fileURLToPath(new URL("../../dist/site/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "nginx-"));
const pages = readdirSync(SITE, { recursive: true }).map(String).filter((path) => path.endsWith(".html"));
let nginx;
let origin;

before(async () => {
  const free = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => free.once("listening", resolve));
  const { port } = free.address();
  await new Promise((resolve) => free.close(resolve));
  origin = `http://localhost:${port}`;
  // The image has other places for the same.
  const own = readFileSync(new URL("../../dist/nginx.conf", import.meta.url), "utf8").replace("listen 8080;", `listen 127.0.0.1:${port};`).replace("/usr/share/nginx/html", SITE);
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
  writeFileSync(join(folder, "nginx.conf"), `daemon off; pid ${folder}/pid; error_log stderr; user root; events {}
    http { include /etc/nginx/mime.types; access_log off; ${paths} ${own} }`);
  nginx = spawn("nginx", ["-e", "stderr", "-p", folder, "-c", "nginx.conf"], { stdio: ["ignore", "ignore", "inherit"] });
  for (let tries = 0; !(await fetch(origin).then(({ ok }) => ok, () => false)); tries++) {
    if (tries > 100) throw new Error("nginx does not start");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});
after(() => {
  nginx?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test("each page has a header that is equal to the policy inside it", async () => {
  assert.ok(pages.length > 300);
  for (const path of ["", ...pages]) {
    const answer = await fetch(`${origin}/${path}`);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get("content-type"), "text/html", path);
    assert.equal(answer.headers.get("content-security-policy"), (await answer.text()).match(/Content-Security-Policy" content="([^"]*)"/)[1], path);
  }
});

test("files have their types, and none may be guessed", async () => {
  const wasm = readdirSync(SITE).find((name) => name.endsWith(".wasm"));
  for (const [path, type] of [[wasm, "application/wasm"], ["worker.js", "application/javascript"], ["manifest.webmanifest", "application/manifest+json"]]) {
    const answer = await fetch(`${origin}/${path}`);
    assert.equal(answer.headers.get("content-type"), type);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  }
});

test("the page gives its verdict, and violates no policy", async () => {
  const page = await Page.start("chromium");
  try {
    // The browser asks the proxy of the tests.
    page.network.hosts.localhost = ({ url }, response) => void ask(new URL(url), (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    }).end();
    await page.driver.get(`${origin}/`);
    await page.run(() => { window.violations = []; addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective)); });
    await page.paste(ENV);
    assert.match(await page.verdict(), /token/i);
    assert.deepEqual(await page.run(() => window.violations), []);
  } finally {
    await page.quit();
  }
});
