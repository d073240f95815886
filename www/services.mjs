// The pages of the documentation about services whose tokens why401 knows.
import { readFileSync } from "node:fs";
import { escape, inline } from "./document.mjs";

/**
 * @typedef {object} Service
 * @property {string} id
 * @property {string} name
 * @property {[string, string][]} claims that it adds, with their meanings
 * @property {[string, string][]} credentials that are no JWT: how each begins, and what it is
 * @property {string} source of these facts
 */

/** @typedef {{ message: string, fix: string, certain: boolean }} Said */

/**
 * A page about each service, and the list of all.
 * @param {Service[]} services
 */
export function servicePages(services) {
  const said = situations();
  const sorted = [...services].sort((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1));
  const pages = sorted.map((service) => {
    const says = said.filter(({ name }) => name === service.name);
    const description = `How why401 knows ${service.name}\u2019s tokens, and what it says of them.`;
    return { service, path: `docs/services/${service.id}.html`, title: `${service.name} \u00b7 why401`, description, body: body(service, says) };
  });
  const list = {
    path: "docs/services.html", title: "Services \u00b7 why401", description: "The services whose tokens and credentials why401 tells apart.",
    body: `<h1>Services</h1>
<p>Tokens and credentials of these services are recognized by their form. What a service would answer is not computed, as it is for LiveKit: such a sentence is <i>likely</i> at most.</p>
<ul class="all">
${pages.map(({ service }) => `<li><a href="services/${service.id}.html">${escape(service.name)}</a> <code>${service.id}</code></li>`).join("\n")}
</ul>`,
  };
  return { pages, list };
}

/** @param {Service} service @param {Said[]} says */
function body({ id, name, claims, credentials, source }, says) {
  const rows = (/** @type {[string, string][]} */ pairs) => pairs.map(([code, meaning]) => `<tr><th scope="row"><code>${escape(code)}</code></th><td>${inline(meaning)}</td></tr>`).join("\n");
  const table = (/** @type {string} */ first, /** @type {[string, string][]} */ pairs) =>
    `<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n<thead><tr><th scope="col">${first}</th><th scope="col">Meaning</th></tr></thead>\n<tbody>\n${rows(pairs)}\n</tbody></table></div>`;
  const told = says.map(({ message, fix, certain }) => `<div class="says">\n<p class="headline">${inline(message)}${certain ? "" : ' <span class="likely">likely</span>'}</p>\n<p>${inline(fix)}</p>\n</div>`);
  const sources = source.replace(/<(https:[^>]+)>/g, (_, url) => `<a href="${escape(url)}">${escape(url)}</a>`).replace(/`([^`]+)`/g, (_, code) => `<code>${escape(code)}</code>`);
  return `<h1>${escape(name)}</h1>
<p class="soft">In a report: <code>${id}</code></p>
${told.length > 0 ? `<section>\n<h2>What why401 says</h2>\n${told.join("\n")}\n</section>\n` : ""}${claims.length > 0 ? `<section>\n<h2>Claims</h2>\n${table("Claim", claims)}\n</section>\n` : ""}${credentials.length > 0 ? `<section>\n<h2>Credentials that are no JWT</h2>\n${table("Begins with", credentials)}\n</section>\n` : ""}<section>
<h2>Source</h2>
<p class="source">${sources}</p>
</section>
<p class="tool"><a href="../../index.html">Open why401</a> and paste the token, with its key or secret if you have them. Nothing that you paste leaves the page.</p>`;
}

/** What the page says of tokens of each service: the headlines of the tests' cases. */
function situations() {
  const snapshot = readFileSync(new URL("../tests/snapshots/services.snap", import.meta.url), "utf8");
  /** @type {(Said & { name: string })[]} */
  const all = [];
  for (const part of snapshot.split(/^## /m).slice(1)) {
    const name = part.match(/^service \w+: (.+?)(?:, .*)?$/m)?.[1];
    const certain = !/^\[.*, likely\)$/m.test(part);
    const [, message, fix] = part.match(/^unknown: (.*)\n(?:.*\n)*?fix: (.*)$/m) ?? [];
    if (name && message && fix && !all.some((other) => other.name === name && other.message === message)) all.push({ name, message: facts(message), fix: facts(fix), certain });
  }
  return all;
}

/** A sentence of a snapshot, which has its durations and instants in brackets. */
function facts(text) {
  return text.replace(/\[(now[^\]]*|\d[^\]]*)\]/g, "$1");
}
