// Takes screenshots of the page: seventeen states in both themes and three widths to target/screenshots/, for review, and the two of
// one state that README.md shows.
import { mkdirSync, writeFileSync } from "node:fs";
import { ENV, NOW, Page, setting } from "./browser.mjs";

const HOUR = 3_600_000;
const TOKEN = setting("TOKEN");
const SECRET = setting("LIVEKIT_API_SECRET");
const EXPIRED = `HTTP/1.1 401 Unauthorized
Date: Tue, 24 Nov 2026 19:37:48 GMT

invalid authorization token: token has invalid claims: token is expired
${ENV}`;
const OLDER = TOKEN.replace(/.$/, "0");

/** `pastes`, one after the other, and then the script `act`. */
const STATES = {
  empty: {},
  accepts: { pastes: [ENV] },
  refuses: { pastes: [EXPIRED], now: NOW + 32_980_000 },
  "not-yet-valid": { pastes: [ENV], now: NOW - HOUR },
  "wrong-secret": { pastes: [ENV.replace(SECRET, `${SECRET}\\n`)] },
  "told-by-an-error": { pastes: [ENV, "invalid authorization token: token has invalid claims: token is expired"], now: NOW + 6 * HOUR },
  "only-a-token": { pastes: [TOKEN] },
  "only-an-error": { pastes: ["ConnectionError: could not establish signal connection\nLIVEKIT_URL=wss://demo.livekit.cloud"] },
  "wrong-format": { pastes: [TOKEN.replace(".eyJ", ".eyK")] },
  "two-tokens": { pastes: [OLDER, ENV, `# staging\nSTAGING_LIVEKIT_API_KEY=APIother12345\nSTAGING_LIVEKIT_API_SECRET=${SECRET.replace("FAKE", "MADE")}`], act: () => document.querySelector("[data-slot=token] details").setAttribute("open", "") },
  compared: { pastes: [OLDER, ENV], act: () => document.querySelector("[data-token='0'] + button").click() },
  "what-if": {
    pastes: [ENV], act: () => {
      const needle = document.querySelector("[data-needle]");
      needle.value = 960;
      needle.dispatchEvent(new Event("input", { bubbles: true }));
    },
  },
  json: { pastes: [ENV], act: () => document.querySelector("[data-tab=json]").click() },
  form: { pastes: [EXPIRED], now: NOW + 32_980_000, act: () => document.querySelector("[data-action=make-repair]").click() },
  file: { log: true },
  "safe-copy": { pastes: [ENV], act: () => document.querySelector("[data-action=safe-case]").click() },
  proof: { act: () => document.querySelector("[data-action=prove]").click() },
};

/** A log with a token every ten minutes, in which the same token is used until long after it has expired. */
const LOG = Array.from({ length: 60 }, (_, index) => `${new Date(NOW + index * 600_000).toISOString()} WARN gateway GET /rtc?access_token=${TOKEN}&auto_subscribe=1\n`).join("");

const page = await Page.start("chromium");
const picture = async (path) => writeFileSync(new URL(`../../${path}`, import.meta.url), Buffer.from(await page.driver.takeScreenshot(), "base64"));
try {
  mkdirSync(new URL("../../target/screenshots/", import.meta.url), { recursive: true });
  for (const theme of ["light", "dark"]) {
    await page.theme(theme);
    await page.size(1280, 860);
    await show(STATES.refuses);
    await picture(`www/screenshots/${theme}.png`);
    console.log(`wrote www/screenshots/${theme}.png`);
    for (const [name, state] of Object.entries(STATES)) {
      for (const [width, height] of [[1280, 800], [768, 1024], [360, 740]]) {
        await page.size(width, height);
        await show(state);
        // The whole page, not only the part above the fold.
        await page.size(width, Math.max(height, await page.run(() => document.querySelector("main").offsetHeight + 72)));
        await picture(`target/screenshots/${name}-${theme}-${width}.png`);
      }
    }
  }
  console.log(`wrote ${Object.keys(STATES).length * 6} pictures to target/screenshots/`);
} finally {
  await page.quit();
}

async function show({ pastes = [], log, now, act }) {
  await page.open({ now });
  for (const text of pastes) {
    await page.paste(text);
    await page.verdict();
  }
  if (log) {
    await page.run((text) => {
      const event = new DragEvent("drop", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "dataTransfer", { value: { files: [new File([text], "livekit-server.log")] } });
      document.dispatchEvent(event);
    }, LOG);
    await page.driver.wait(() => page.run(() => !!document.querySelector(".rows tbody tr")), 5000);
  }
  if (act) await page.run(act);
  await page.driver.wait(() => page.run(() => ![...document.querySelectorAll("#proof li span")].some(({ textContent }) => textContent === "trying") && !document.querySelector("#safe progress")), 5000);
  await page.driver.sleep(200);
  await page.run(() => scrollTo(0, 0));
}
