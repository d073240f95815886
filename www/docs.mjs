// Writes the documentation of the site, of what is there: the documentation and the sentences of the findings, the README, SECURITY, and
// the guides of this folder.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { Marked } from "marked";
import { architecture } from "./architecture.mjs";
import { escape, html, inline } from "./document.mjs";
import { servicePages } from "./services.mjs";

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** The guides, in their order. The source of each is a file, or some sections of one. */
const GUIDES = [
  { name: "verdict", title: "How the verdict is reached", about: "What is read, what is computed, and what decides.", source: () => read("www/docs/verdict.md") },
  { name: "limits", title: "Scope and limits", about: "What why401 explains, and what it does not know.", source: () => sections("README.md", "Scope", "Limitations") },
  { name: "privacy", title: "Privacy", about: "What leaves the page, and how to check that.", source: () => sections("README.md", "What leaves the page") },
  { name: "threat-model", title: "Security and threat model", about: "Each promise, against whom it holds, and its test.", source: () => read(".github/SECURITY.md") },
  { name: "embedding", title: "Embedding", about: "why401 in your docs: recipes, attributes, messages.", source: () => read("www/embed.md") },
  { name: "hosting", title: "Hosting", about: "The site on a web server or as an image, with its policy as a header.", source: () => read("www/docs/hosting.md") },
  { name: "package", title: "The npm package and the command", about: "why401 in a script, a test or a terminal.", source: () => read("www/npm.md") },
  { name: "peers", title: "Beside libraries", about: "What libraries that verify tokens say to the same inputs, and how fast.", source: () => read("www/docs/peers.md") },
  { name: "architecture", title: "Architecture", about: "The pipeline from a paste to a report, in one picture.", source: () => sections("README.md", "Architecture") },
];
/** Where a link of a source leads on the site. */
const PLACES = { ".github/SECURITY.md": "threat-model.html", "SECURITY.md": "threat-model.html", "www/embed.md": "embedding.html" };
/** Words that are not written like others. */
const NAMES = new Set(["api", "cli", "dns", "exp", "http", "iat", "id", "ip", "json", "jwt", "nbf", "ntp", "sdk", "sip", "tls", "turn", "url", "wsl"]);
/** The examples of a finding that its page shows. */
const EXAMPLES = 3;

/**
 * @param {object} given
 * @param {{ code: string, texts: string[], why: string, source: string | null }[]} given.findings
 * @param {import("./services.mjs").Service[]} given.services
 * @param {import("./errors.mjs").ErrorPage[]} given.errors
 * @param {string} given.site folder to write to
 * @param {string} given.style
 * @param {string} given.script of the index: the search
 * @returns {string[]} the paths of the pages
 */
export function writeDocs({ findings, services, errors, site, style, script }) {
  for (const folder of ["findings", "services"]) mkdirSync(`${site}docs/${folder}`, { recursive: true });
  /** @type {import("./search.js").Entry[]} */
  const entries = [];
  const paths = [];
  const write = (document) => {
    writeFileSync(`${site}${document.path}`, html(document, style));
    paths.push(document.path);
  };
  for (const { name, title, about, source } of GUIDES) {
    const guide = rendered(source(), title, name === "architecture" ? architecture : undefined);
    write({ path: `docs/${name}.html`, title: `${title} · why401`, description: about, body: guide.html });
    for (const { heading, id, text } of guide.sections) {
      entries.push({ title: heading === title ? title : `${title}: ${heading}`, address: `${name}.html${id ? `#${id}` : ""}`, kind: "guide", texts: [], text });
    }
  }
  for (const { code, path, texts, meaning } of errors) {
    for (const [index, text] of texts.entries()) {
      entries.push({ title: text, address: `../${path}${index > 0 ? `#text-${index + 1}` : ""}`, kind: `error text: ${meaning}`, texts: [text], text: code });
    }
  }
  const examples = examplesOf();
  const codes = [...new Set(findings.map(({ code }) => code))];
  const listed = codes.map((code) => ({ code, all: findings.filter((finding) => finding.code === code), title: titled(code), says: examples.get(code) ?? [], error: errors.find((error) => error.code === code) }))
    .sort((one, other) => (one.title < other.title ? -1 : 1));
  for (const { code, all, title, says, error } of listed) {
    write({ path: `docs/findings/${code}.html`, title: `${title} · why401`, description: says[0] ? plain(says[0].message) : all[0].why, body: finding({ code, all, title, says, error }) });
    entries.push({ title, address: `findings/${code}.html`, kind: `finding: ${says[0] ? plain(says[0].message) : plain(all[0].why)}`, texts: [], text: [code, ...says.map(({ message, fix }) => `${message} ${fix}`), ...all.map(({ why }) => why)].join(" ") });
  }
  write({
    path: "docs/findings.html", title: "Findings · why401", description: "Everything that why401 can find in a paste, with its reason and its fix.",
    body: `<h1>Findings</h1>
<p>Everything that why401 can find in a paste, by its stable name. The sentences are examples; yours has the facts of your paste.</p>
<ul class="all">
${listed.map(({ code, all, title, says }) => `<li><a href="findings/${code}.html">${escape(title)}</a> <code>${code}</code> <span>${says[0] ? inline(says[0].message) : inline(all[0].why)}</span></li>`).join("\n")}
</ul>`,
  });
  const { pages, list } = servicePages(services);
  write(list);
  for (const { service, ...page } of pages) {
    write(page);
    entries.push({ title: service.name, address: `services/${service.id}.html`, kind: "service", texts: [], text: [service.id, ...service.claims.flat(), ...service.credentials.flat()].join(" ") });
  }
  const item = (address, name, about) => `<li><a href="${address}">${name}</a> <span>${about}</span></li>`;
  write({
    path: "docs/index.html", title: "why401: documentation", description: "How why401 reaches its verdict, each of its findings and error texts, and how to embed it.", script, data: JSON.stringify(entries),
    body: `<h1>Documentation</h1>
<div class="parts">
<h2>Look something up</h2>
<ul class="all">
${item("findings.html", "Findings", `${listed.length} things that why401 can find in a paste, with their reasons and fixes.`)}
${item("services.html", "Services", `${services.length} services whose tokens and credentials are told apart.`)}
${item("../errors/index.html", "Error texts", `${entries.filter(({ texts }) => texts.length > 0).length} texts of servers, SDKs and proxies, and what each means.`)}
</ul>
<h2>Read</h2>
<ul class="all">
${GUIDES.map(({ name, title, about }) => item(`${name}.html`, title, about)).join("\n")}
</ul>
</div>`,
  });
  return paths;
}

/** The page of a finding. Two findings may have one code, if one is of the paste and the other of an answer. */
function finding({ code, all, title, says, error }) {
  const because = all.map(({ why, source }) => `<p>${inline(why)}</p>\n${source ? `<p class="source">Source: ${inline(source)}</p>\n` : ""}`);
  const fixes = [...new Set(says.map(({ fix }) => fix))];
  const told = fixes.map((fix) => {
    const messages = says.filter((said) => said.fix === fix).map(({ message, certain }) => `<p class="headline">${inline(message)}${certain ? "" : ' <span class="likely">likely</span>'}</p>`);
    return `<div class="says">\n${messages.join("\n")}${fix ? `\n<p>${inline(fix)}</p>` : ""}\n</div>`;
  });
  return `<h1>${escape(title)}</h1>
<p class="soft">In a report: <code>${code}</code></p>
${told.length > 0 ? `<section>\n<h2>What why401 says</h2>\n${told.join("\n")}\n</section>\n` : ""}<section>
<h2>Why</h2>
${because.join("")}</section>
${error ? `<section>\n<h2>Error texts</h2>\n<p><a href="../../${error.path}"><code>${escape(error.texts[0])}</code></a>${error.texts.length > 1 ? ` and ${error.texts.length - 1} more` : ""}</p>\n</section>\n` : ""}<p class="tool"><a href="../../index.html">Open why401</a> and paste the token, the <code>.env</code> or the log. Nothing that you paste leaves the page.</p>`;
}

/** What the page says for each finding: the sentences of the tests' cases, in which every sentence is. */
function examplesOf() {
  const examples = new Map();
  for (const file of readdirSync(new URL("../tests/snapshots/", import.meta.url)).sort()) {
    const lines = read(`tests/snapshots/${file}`).split("\n");
    for (const [index, line] of lines.entries()) {
      const [, code, certainty] = line.match(/^([a-z0-9_]+) \([a-z_]+, (certain|likely)\b/) ?? [];
      const message = spoken(lines[index + 1], "  says: ");
      if (!code || !message) continue;
      if (!examples.has(code)) examples.set(code, []);
      const known = examples.get(code);
      if (known.length < EXAMPLES && !known.some((other) => alike(other.message) === alike(message))) {
        known.push({ message, fix: spoken(lines[index + 2], "  fix: "), certain: certainty === "certain" });
      }
    }
  }
  return examples;
}

/** A sentence of a snapshot, which has its durations and instants in brackets. */
function spoken(line, start) {
  return line?.startsWith(start) ? line.slice(start.length).replace(/\[(now[^\]]*|\d[^\]]*)\]/g, "$1") : "";
}

/** A sentence without its facts, to tell two sentences from one with other facts. */
function alike(message) {
  return message.replace(/`[^`]*`|\d+/g, "");
}

function plain(text) {
  return text.replaceAll("`", "");
}

/** A code as words. */
function titled(code) {
  const words = code.split("_").map((word) => (NAMES.has(word) ? (["exp", "iat", "nbf"].includes(word) ? word : word.toUpperCase()) : word)).join(" ");
  return words.replace(/^[a-z](?!xp\b|at\b|bf\b)/, (first) => first.toUpperCase());
}

/** Sections of a file; a single one without its heading. */
function sections(path, ...headings) {
  const parts = read(path).split(/^(?=## )/m);
  const found = headings.map((heading) => {
    const part = parts.find((part) => part.startsWith(`## ${heading}\n`));
    if (!part) throw new Error(`${path} has no section ${heading}`);
    return part;
  });
  return found.length === 1 ? found[0].replace(/^## .*\n/, "") : found.join("\n");
}

/**
 * Markdown as HTML, with an id for each heading, and its sections as plain text.
 * @param {string} source
 * @param {string} title of a source that has none of its own
 * @param {(text: string) => string} [picture] what replaces a block of plain text
 */
function rendered(source, title, picture) {
  /** @type {{ heading: string, id: string, text: string }[]} */
  const found = [];
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const text = this.parser.parseInline(tokens);
        const heading = unescaped(text.replace(/<[^>]+>/g, ""));
        const id = depth === 1 ? "" : heading.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
        if (found.some((other) => other.id === id)) throw new Error(`two headings of ${title} have the id ${id}`);
        found.push({ heading, id, text: "" });
        return `<h${depth}${id ? ` id="${id}"` : ""}>${text}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        if (/^(https:|#)/.test(href)) return `<a href="${escape(href)}">${text}</a>`;
        const place = PLACES[href];
        if (!place) throw new Error(`${title}: ${href} is not on the site`);
        return `<a href="${place}">${text}</a>`;
      },
      code: ({ text, lang }) => picture && lang === "text" ? picture(text) : `<pre><code>${escape(text)}</code></pre>\n`,
      codespan: ({ text }) => `<code>${escape(text)}</code>`,
      html({ text }) { throw new Error(`${title}: HTML is not rendered: ${text}`); },
    },
  });
  const own = source.startsWith("# ") ? source : `# ${title}\n\n${source}`;
  const body = marked.parse(own).replaceAll(/<table>([^]*?)<\/table>/g, (table) => `<div class="table" role="group" aria-label="Table" tabindex="0">${table}</div>`);
  const parts = body.split(/(?=<h[1-4][ >])/).filter((part) => part.trim() !== "");
  for (const [index, part] of parts.entries()) found[index].text = unescaped(part.replace(/^<h.*?<\/h\d>/, "").replace(/<[^>]+>/g, " ")).replace(/\s+/g, " ").trim();
  return { html: body.trim(), sections: found };
}

function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
