// The tools that compare clocks, run here against a server with a wrong clock: their output is read with the right sign.
// ./build.sh runs this in a separate network, where it may use the port of NTP.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { after, before, describe, test } from "node:test";
import { diagnose } from "../../dist/npm/index.js";

/** From 1900, where NTP begins, to 1970. */
const ERA = 2_208_988_800;

const server = createSocket("udp4");
/** How many seconds its clock is ahead of this machine's. */
let ahead = 0;

before(async () => {
  server.on("message", (request, { port, address }) => {
    const answer = Buffer.alloc(48);
    // Server of version 4, first stratum, a precision of a microsecond: https://www.rfc-editor.org/rfc/rfc5905#section-7.3
    answer.writeUInt8(0x24, 0);
    answer.writeUInt8(1, 1);
    answer.writeUInt8(request[2], 2);
    answer.writeInt8(-20, 3);
    answer.write("TEST", 12);
    const now = Date.now() / 1000 + ahead;
    for (const at of [16, 32, 40]) {
      answer.writeUInt32BE(Math.floor(now) + ERA, at);
      answer.writeUInt32BE(Math.floor((now % 1) * 2 ** 32), at + 4);
    }
    request.copy(answer, 24, 40, 48);
    server.send(answer, port, address);
  });
  await new Promise((resolve) => server.bind(123, "127.0.0.1", () => resolve()));
});
after(() => server.close());

const TOOLS = {
  "chronyd -Q": ["chronyd", "-Q", "-U", "-t", "20", "server 127.0.0.1 iburst"],
  ntpdig: ["ntpdig", "127.0.0.1"],
  "ntpdate -q": ["ntpdate", "-q", "127.0.0.1"],
};

describe("the clock of this machine against a server", () => {
  for (const [name, [command, ...options]] of Object.entries(TOOLS)) {
    for (const seconds of [-238, 5.5, 242]) {
      test(`${name}: the server is ${seconds} s ahead`, async () => {
        ahead = seconds;
        const printed = await output(command, options);
        const { clocks } = await diagnose(printed);
        const told = clocks.find(({ clock, reference }) => clock === "machine" && reference === "ntp");
        assert.ok(told, printed);
        // The server's clock here has whole milliseconds.
        const isRight = told.least - 0.01 <= -seconds && -seconds <= told.most + 0.01 && told.least * told.most > 0;
        assert.ok(isRight, `${printed}\n${JSON.stringify(told)}`);
      });
    }
  }
});

for (const [name, command] of [["date", "date"], ["date of UTC", "date -u"], ["seconds", "date +%s"], ["RFC 5322", "date -R"]]) {
  test(`${name}: the time of this machine`, async () => {
    const start = Date.now() / 1000;
    const printed = await output("sh", ["-c", command]);
    const { clocks } = await diagnose(`$ ${command}\n${printed}`, { now: Date.now() - 3_600_000 });
    const told = clocks.find(({ clock, reference }) => clock === "machine" && reference === "browser");
    assert.ok(told, printed);
    assert.ok(Math.abs(told.least - 3600) < 2 + Date.now() / 1000 - start, JSON.stringify(told));
  });
}

/** All that a program prints. */
function output(command, options) {
  return new Promise((resolve, reject) => {
    let printed = "";
    const child = spawn(command, options, { env: { ...process.env, LC_ALL: "C" } });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => { printed += text; });
    child.once("error", reject).once("close", () => resolve(printed));
  });
}
