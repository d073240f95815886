// Takes screenshots of the page: twelve states in both themes and three widths to target/screenshots/, for review, and the two of
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

const STATES = {
  empty: {},
  accepts: { paste: ENV },
  refuses: { paste: EXPIRED, now: NOW + 32_980_000 },
  "not_yet_valid": { paste: ENV, now: NOW - HOUR },
  "wrong_secret": { paste: ENV.replace(SECRET, `${SECRET}\\n`) },
  "told-by-an-error": { paste: `${ENV}\ninvalid authorization token: token has invalid claims: token is expired`, now: NOW + 6 * HOUR },
  undecided: { paste: TOKEN },
  "only-an-error": { paste: "ConnectionError: could not establish signal connection\nLIVEKIT_URL=wss://demo.livekit.cloud" },
  undecoded: { paste: TOKEN.replace(".eyJ", ".eyK") },
  "many-tokens": { paste: `${ENV}\n${[1, 2, 3, 4].map((number) => TOKEN.replace(/.$/, number)).join("\n")}\n# staging\nSTAGING_LIVEKIT_API_KEY=APIother12345\nSTAGING_LIVEKIT_API_SECRET=${SECRET.replace("FAKE", "MADE")}` },
  revealed: { paste: ENV, action: "reveal" },
  proof: { action: "prove" },
};

const page = await Page.start("chromium");
const picture = async (path) => writeFileSync(new URL(`../../${path}`, import.meta.url), Buffer.from(await page.driver.takeScreenshot(), "base64"));
try {
  mkdirSync(new URL("../../target/screenshots/", import.meta.url), { recursive: true });
  for (const theme of ["light", "dark"]) {
    await page.theme(theme);
    await page.size(1120, 700);
    await show(STATES.refuses);
    await picture(`www/screenshots/${theme}.png`);
    console.log(`wrote www/screenshots/${theme}.png`);
    for (const [name, state] of Object.entries(STATES)) {
      for (const [width, height] of [[1280, 900], [768, 1024], [320, 640]]) {
        await page.size(width, height);
        await show(state);
        // The whole page, not only the part above the fold.
        await page.size(width, Math.max(height, await page.run(() => document.body.offsetHeight)));
        await picture(`target/screenshots/${name}-${theme}-${width}.png`);
      }
    }
  }
  console.log(`wrote ${Object.keys(STATES).length * 6} pictures to target/screenshots/`);
} finally {
  await page.quit();
}

async function show({ paste, now, action }) {
  await page.open({ now });
  if (paste) await page.paste(paste);
  if (paste) await page.verdict();
  if (action) await page.click(`[data-action=${action}]`);
  if (action === "prove") await page.driver.wait(() => page.run(() => ![...document.querySelectorAll("#proof li span")].some(({ textContent }) => textContent === "trying")), 5000);
  await page.run(() => scrollTo(0, 0));
}
