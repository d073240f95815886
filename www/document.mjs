// What the documentation and the pages about errors have in common: the frame of a page, and text as HTML.
import { createHash } from "node:crypto";

/**
 * @typedef {object} Document
 * @property {string} path below the site, such as `errors/expired.html`
 * @property {string} title
 * @property {string} description
 * @property {string} body the content of `main`, as HTML
 * @property {string} [script] the only one of the page
 * @property {string} [data] for the script, as JSON
 */

/**
 * A page without requests: its style and its script are inside, and its policy names them.
 * @param {Document} document
 * @param {string} style
 */
export function html({ path, title, description, body, script, data }, style) {
  const root = "../".repeat(path.split("/").length - 1);
  const link = (/** @type {string} */ target, /** @type {string} */ name) => `<a href="${root}${target}"${target === path ? ' aria-current="page"' : ""}>${name}</a>`;
  const policy = `default-src 'none'; style-src ${hash(style)}; ${script ? `script-src ${hash(script)}; ` : ""}base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escape(title)}</title>
<meta name="description" content="${escape(description)}">
<style>${style}</style>
</head>
<body>
<header>${link("index.html", "why<b>401</b>")}${link("docs/index.html", "Documentation")}${link("docs/findings.html", "Findings")}${link("errors/index.html", "Error texts")}</header>
<main>
${body}
</main>${data ? `\n<script type="application/json" id="data">${data.replaceAll("<", "\\u003c")}</script>` : ""}${script ? `\n<script>${script}</script>` : ""}
</body>
</html>
`;
}

/**
 * Needs complete addresses, which only the publisher knows.
 * @param {string} origin of the site, with a slash at its end
 * @param {string[]} paths
 */
export function siteMap(origin, paths) {
  const addresses = paths.map((path) => `<url><loc>${escape(origin + path)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${addresses.join("\n")}\n</urlset>\n`;
}

/**
 * Documentation as HTML: text between back-ticks is code.
 * @param {string} text
 */
export function inline(text) {
  return escape(text).replace(/`([^`]*)`/g, "<code>$1</code>");
}

/** @param {string} text */
export function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** @param {string} text */
function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
