// The packets that leave the browser while a secret is on the page, read from the wire. ./build.sh runs this with all routes leading to
// the loopback interface, so that a packet to any address is visible. WHY401_ENGINE names the browser.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { after, before, test } from "node:test";
import { ENV, NOW, Page, setting } from "./browser.mjs";

const SECRET = setting("LIVEKIT_API_SECRET");
const HOUR = 3_600_000;
const PASTES = [
  [ENV, NOW],
  [ENV, NOW + 10 * HOUR],
  [ENV.replace(SECRET, `${SECRET}\\n`), NOW],
  [ENV.replace(SECRET, "another-FAKE-secret-of-another-FAKE-server-9876"), NOW],
  [`${ENV}\nLIVEKIT_URL=wss://${SECRET}.example.com/?secret=${SECRET}`, NOW],
  [`<img src="https://${SECRET}.example.com/i.png"><script src="//example.com/${SECRET}"></script>\n${ENV}`, NOW],
  [`could not establish signal connection\nLIVEKIT_API_SECRET=${SECRET}`, NOW],
];

/** @type {Page} */
let page;
/** @type {import("node:child_process").ChildProcess} */
let tcpdump;
let seen = "";

before(async () => {
  page = await Page.start();
  tcpdump = spawn("tcpdump", ["-i", "lo", "-nn", "-l", "-q", "-t", "-Z", "root"], { stdio: ["ignore", "pipe", "pipe"] });
  tcpdump.stdout.on("data", (lines) => { seen += lines; });
  await new Promise((resolve, reject) => {
    tcpdump.stderr.on("data", (line) => { if (/listening on/.test(line)) resolve(); });
    tcpdump.once("exit", () => reject(new Error("tcpdump does not run")));
  });
});
after(async () => {
  tcpdump?.kill();
  await page?.quit();
});

/** The packets that do not belong to a connection from this machine to itself. */
const strangers = () => seen.split("\n").filter((line) => /^IP6? /.test(line) && !/^IP6? (127\.0\.0\.1|::1)\.\d+ > (127\.0\.0\.1|::1)\.\d+: tcp /.test(line));

test("no DNS lookup, no WebRTC packet and no other packet leaves the browser, in any state of the page", async () => {
  for (const [text, now] of PASTES) {
    await page.open({ now });
    page.network.asked.length = 0;
    await page.paste(text);
    await page.verdict();
    for (const action of ["reveal", "report", "prove"]) await page.run((name) => document.querySelector(`[data-action=${name}]`)?.click(), action);
    await page.driver.wait(() => page.run(() => ![...document.querySelectorAll("#proof li span")].some(({ textContent }) => textContent === "trying")), 5000);
    assert.deepEqual(page.network.askedByPages, []);
  }
  // Packets are reported a little later than they are sent.
  await page.driver.sleep(500);
  assert.ok(/127\.0\.0\.1/.test(seen), "nothing was seen at all, not even how the browser is driven");
  assert.deepEqual(strangers(), []);
});

test("a packet that does leave is detected", async () => {
  await lookup("why401.example").catch(() => {});
  const socket = createSocket("udp4");
  await new Promise((resolve) => socket.send("a request of STUN", 3478, "192.0.2.1", resolve));
  socket.close();
  await page.driver.sleep(500);
  assert.ok(strangers().some((line) => line.includes("192.0.2.1.3478: UDP")), strangers().join("\n"));
  assert.ok(strangers().some((line) => /\.53: /.test(line)), strangers().join("\n"));
});
