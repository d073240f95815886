// Writes the pictures of README.md: one verdict, in both themes.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ENV, NOW, Page } from "./browser.mjs";

const PASTE = `HTTP/1.1 401 Unauthorized
Date: Tue, 24 Nov 2026 19:37:48 GMT

invalid authorization token: token has invalid claims: token is expired
${ENV}`;

const page = await Page.start("chromium");
try {
  await page.size(1120, 700);
  for (const theme of ["light", "dark"]) {
    await page.theme(theme);
    await page.open({ now: NOW + 32_980_000 });
    await page.paste(PASTE);
    console.log(`${theme}: ${await page.verdict()}`);
    const file = fileURLToPath(new URL(`../../www/screenshots/${theme}.png`, import.meta.url));
    writeFileSync(file, Buffer.from(await page.driver.takeScreenshot(), "base64"));
    console.log(`wrote www/screenshots/${theme}.png`);
  }
} finally {
  await page.quit();
}
