// The English messages of the page, read from its sources: what a translation has to have. `node www/messages.mjs` writes them to
// www/languages/page.json.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isCallExpression, isIdentifier, isNoSubstitutionTemplateLiteral, isStringLiteral } from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";

const LIST = new URL("languages/page.json", import.meta.url);
/** The functions whose arguments are messages, and which of their arguments. */
const SAYS = { t: [0], rich: [0], plural: [1, 2] };
/** The same in the first script of the page, which has nothing to import. */
const GUARD = { say: [0] };

/**
 * The messages in the order of the sources, and the places where one is not a literal.
 * @returns {{ messages: string[], faults: string[] }}
 */
export function inSources() {
  const messages = inFrame().map(({ message }) => message);
  /** @type {string[]} */
  const faults = [];
  const api = new API({ cwd: fileURLToPath(new URL(".", import.meta.url)) });
  try {
    const config = fileURLToPath(new URL("tsconfig.json", import.meta.url));
    const { program, rootFiles } = /** @type {any} */ (api.updateSnapshot({ openProject: config }).getProject(config));
    for (const file of rootFiles.filter((/** @type {string} */ name) => /\/src\/[^/]+\.tsx?$|\/guard\.js$/.test(name)).sort()) {
      const found = inFile(program.getSourceFile(file), file.endsWith("/guard.js") ? GUARD : SAYS);
      messages.push(...found.messages);
      faults.push(...found.faults.map((code) => `${file}: ${code}`));
    }
  } finally {
    api.close();
  }
  return { messages, faults };
}

/** The messages of index.html, with the tags around them. */
export function inFrame() {
  const html = readFileSync(new URL("index.html", import.meta.url), "utf8");
  return [["<title>", "</title>"], ['<meta name="description" content="', '">'], ['<noscript><p class="missing">', "</p></noscript>"]].map(([before, after]) => {
    const start = html.indexOf(before) + before.length;
    return { before, message: html.slice(start, html.indexOf(after, start)), after };
  });
}

/** The list of the page: each message once, sorted. */
export function pageMessages() {
  const { messages, faults } = inSources();
  if (faults.length > 0) throw new Error(`these messages are no literals:\n${faults.join("\n")}`);
  return [...new Set(messages)].sort();
}

/**
 * What is wrong with a translation of these messages.
 * @param {readonly string[]} messages
 * @param {Record<string, string>} translations
 */
export function faultsOf(messages, translations) {
  const known = new Set(messages);
  return [
    ...messages.filter((message) => !(message in translations)).map((message) => `missing: ${message}`),
    ...Object.keys(translations).filter((message) => !known.has(message)).map((message) => `not a message of the page: ${message}`),
    ...Object.entries(translations).flatMap(([message, translation]) => {
      if (translation.trim() === "") return [`empty: ${message}`];
      return isSame(pieces(message), pieces(translation)) ? [] : [`other holes or other code: ${message}`];
    }),
  ];
}

/**
 * @param {any} source
 * @param {Record<string, number[]>} says
 */
function inFile(source, says) {
  /** @type {string[]} */
  const messages = [];
  /** @type {string[]} */
  const faults = [];
  const visit = (/** @type {any} */ node) => {
    if (isCallExpression(node) && isIdentifier(node.expression) && Object.hasOwn(says, node.expression.text)) {
      for (const index of says[node.expression.text]) {
        const given = node.arguments[index];
        if (given && (isStringLiteral(given) || isNoSubstitutionTemplateLiteral(given))) messages.push(given.text);
        else faults.push(node.getText(source).slice(0, 100));
      }
    }
    node.forEachChild((/** @type {any} */ child) => { visit(child); });
  };
  visit(source);
  return { messages, faults };
}

/** The holes and the code of a message, in any order. @param {string} message */
function pieces(message) {
  return (message.match(/`[^`]*`|\{\d+\}/g) ?? []).sort();
}

/** @param {readonly string[]} one @param {readonly string[]} other */
function isSame(one, other) {
  return one.length === other.length && one.every((piece, index) => piece === other[index]);
}

if (fileURLToPath(import.meta.url) === process.argv[1]) {
  const messages = pageMessages();
  writeFileSync(LIST, `${JSON.stringify(messages, null, 2)}\n`);
  console.log(`wrote ${messages.length} messages to www/languages/page.json`);
}
