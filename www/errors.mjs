// Writes a page about each known error text, because people search for the text that they see. The verdict and the fix come from
// the core, the reason and the source from the documentation of the finding.
import { mkdirSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { escape, html, inline } from "./document.mjs";

/** Exact answers of the server, which the core recognizes by its rules and not by its table of texts. */
const ANSWERS = {
  "expired_before_valid": ["invalid authorization token: token has invalid claims: token is expired, token is not valid yet"],
  "unknown_key": ["invalid API key"],
  "development_key": ["invalid API key: devkey"],
  "key_not_set": ["invalid API key: undefined", "invalid API key: "],
  "example_key": ["invalid API key: your-api-key"],
  "quoted_key": ["invalid API key: \"APIabcdefghijkl\""],
  "not_a_token": ["invalid authorization token"],
  "missing_grant": ["permissions denied"],
  "no_token_arrived": ["no permissions to access the room"],
  "no_identity": ["identity cannot be empty"],
  "wrong_grant_type": ["invalid authorization token: token is malformed: could not JSON decode claim: json: cannot unmarshal array into Go struct field Claims.identity of type string"],
  "room_config": ["invalid authorization token: token is malformed: could not JSON decode claim: proto: syntax error (line 1:1): unexpected token"],
  "algorithm_not_allowed": ["invalid authorization token: token signature is invalid: signing method RS256 is invalid", "invalid authorization token: token signature is invalid: signing method none is invalid"],
  "join_request": ["join_request is required", "cannot base64 decode wrapped join request"],
  "refused": ["participant identity length exceeds limits: max length 256", "cannot decode attributes"],
};
/** A fixed time, so that every build writes the same pages. */
const NOW = 1_795_516_100_000;

/**
 * @typedef {object} ErrorPage
 * @property {string} code
 * @property {string} path below the site
 * @property {string[]} texts the first is the title
 * @property {string} meaning
 */

/**
 * @param {object} given
 * @param {{ code: string, texts: string[], why: string | null, source: string | null }[]} given.findings
 * @param {string} given.module path of the npm package's module
 * @param {string} given.site folder to write to
 * @param {string} given.style
 * @param {string} given.script of the index: the search
 * @returns {Promise<ErrorPage[]>}
 */
export async function writeErrors({ findings, module, site, style, script }) {
  const { diagnose, toText } = await import(pathToFileURL(module).href);
  const pages = [];
  // What a paste shows and what the server answers can have one code. The page about the text is that of the answer, which is later.
  const byCode = new Map(findings.map((finding) => [finding.code, finding]));
  for (const { code, texts, why, source } of byCode.values()) {
    const shown = [];
    for (const text of [...ANSWERS[code] ?? [], ...texts]) {
      const paste = await pasteOf(text, code, diagnose, toText);
      if (!paste) throw new Error(`the core does not find ${code} in: ${text}`);
      shown.push({ text, paste });
    }
    if (shown.length > 0) pages.push({ code, why, source, shown, report: await diagnose(shown[0].paste, { now: NOW }) });
  }
  mkdirSync(`${site}errors`, { recursive: true });
  const write = (document) => writeFileSync(`${site}${document.path}`, html(document, style));
  for (const { code, why, source, shown, report } of pages) {
    const { verdict, candidates } = report;
    const [{ text, paste }, ...others] = shown;
    write({
      path: `errors/${code}.html`, title: text, description: toText(verdict.message),
      body: `<h1><code>${escape(text)}</code></h1>
<section>
<h2>What it means</h2>
${prose(verdict.message)}
</section>
${why ? `<section>\n<h2>Why</h2>\n<p>${inline(why)}</p>\n${source ? `<p class="source">Source: ${inline(source)}</p>\n` : ""}</section>\n` : ""}${verdict.fix.length > 0 ? `<section>\n<h2>What to do</h2>\n${prose(verdict.fix)}\n</section>\n` : ""}${candidates.length > 0 ? `<section>\n<h2>Most frequent causes, and how to check them</h2>\n<ol>\n${candidates.map(({ message, check }) => `<li>${prose([...message])}${prose(check)}</li>`).join("\n")}\n</ol>\n</section>\n` : ""}${others.length > 0 ? `<section>\n<h2>Other texts with this meaning</h2>\n<ul>\n${others.map((other, index) => `<li id="text-${index + 2}"><code>${escape(other.text)}</code></li>`).join("\n")}\n</ul>\n</section>\n` : ""}<p class="tool"><a href="../index.html#${new URLSearchParams({ text: paste })}">Open it in why401</a> and add the token, the <code>.env</code> or the log to see which cause it is. Nothing that you paste leaves the page.</p>
<p class="soft">In a report of why401 this is the finding <a href="../docs/findings/${code}.html"><code>${code}</code></a>.</p>`,
    });
  }
  write({
    path: "errors/index.html", script,
    title: "LiveKit errors: what each text means and what to do",
    description: "Every error text of LiveKit servers, SDKs and proxies that why401 knows, with its meaning, its causes and its fix.",
    body: `<h1>LiveKit errors</h1>
<p>Texts from servers, SDKs and the proxies between them, and what each means.</p>
<ul class="all">
${pages.map(({ code, shown, report }) => `<li><a href="${code}.html"><code>${escape(shown[0].text)}</code></a>${shown.slice(1).map(({ text }) => ` <code>${escape(text)}</code>`).join("")} <span>${escape(toText(report.verdict.message))}</span></li>`).join("\n")}
</ul>`,
  });
  return pages.map(({ code, shown, report }) => ({ code, path: `errors/${code}.html`, texts: shown.map(({ text }) => text), meaning: toText(report.verdict.message) }));
}

/**
 * The shortest paste in which the core finds this text: alone, together with LiveKit's name, or as a path. The page is about LiveKit, so
 * a paste in which the text is only likely LiveKit's is the last choice.
 */
async function pasteOf(text, code, diagnose, toText) {
  let likely = null;
  for (const paste of [text, `LiveKit: ${text}`, `LiveKit: GET https://lk.example.com${text}`]) {
    const { verdict, found: { refusals, symptoms } } = await diagnose(paste, { now: NOW });
    if ((refusals[0] ?? symptoms[0])?.code !== code) continue;
    if (!/\blikely\b/i.test(toText(verdict.message))) return paste;
    likely ??= paste;
  }
  return likely;
}

/** A message as paragraphs; code with line ends gets a block. */
function prose(parts) {
  let html = "<p>";
  for (const part of parts) {
    if (part.kind === "code") html += part.text.includes("\n") ? `</p><pre>${escape(part.text.trimEnd())}</pre><p>` : `<code>${escape(part.text)}</code>`;
    else if (part.kind === "text") html += escape(part.text).replaceAll("\n", "</p><p>");
    else throw new Error(`a page about a text cannot have a part of kind ${part.kind}`);
  }
  return `${html}</p>`.replace(/<p>\s*<\/p>/g, "");
}
