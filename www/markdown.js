// @ts-check
// The report as Markdown, for an issue or a chat, without secrets and signatures.
import { secrets } from "./evidence.js";
import { instant, toText } from "./words.js";

/** @typedef {import("./report.d.ts").Report} Report */

/**
 * @param {Report} report
 * @param {string} text the paste
 * @param {number} now seconds since 1970
 * @returns {string}
 */
export function markdown(report, text, now) {
  const { verdict, findings, candidates, answers, steps, asked_at, tokens } = report;
  const [token] = tokens;
  const lines = [
    `**${toText(verdict.message)}**`, "", toText(verdict.fix), "",
    `As of ${asked_at.assumed ? `${instant(now)} (assumed)` : instant(asked_at.earliest)}.`, "",
    ...list("Findings", findings.map(({ code, message }) => `${toText(message)} (\`${code}\`)`)),
    ...list("Possible causes", candidates.map(({ message, check }) => `${toText(message)} ${toText(check)}`)),
    ...list("Checks of the server", steps.map(({ name, state }) => `${name}: ${state}`)),
    ...list("Answers", answers.map(({ since, until, status, body, exact }) =>
      `${since} to ${until ?? "the newest"}: ${status} ${code(body)}${exact ? "" : " (if key and secret are right)"}`)),
    ...list("Claims", token?.claims?.map(({ name, value }) => `${code(name)}: ${code(value)}`) ?? []),
    ...(token?.minter ? [`Made by: ${token.minter}`, ""] : []),
    "Made with why401 in the browser. Secrets and signatures are left out.",
  ];
  return redacted(lines.join("\n"), report, text);
}

/**
 * @param {string} title
 * @param {string[]} items
 */
function list(title, items) {
  return items.length === 0 ? [] : [`### ${title}`, ...items.map((item) => `- ${item.replaceAll("\n", "\n  ")}`), ""];
}

/** @param {string} text */
function code(text) {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text.replaceAll("\n", "⏎")}${fence}`;
}

/**
 * Removes secrets and signatures by value, in any sentence.
 * @param {string} written
 * @param {Report} report
 * @param {string} text
 */
function redacted(written, report, text) {
  const signatures = report.found.tokens.map(({ spans }) => spans.map(({ start, end }) => text.slice(start, end)).join("").split(".")[2] ?? "");
  return [...signatures, ...secrets(report, text)].filter((value) => value.length > 2).reduce((rest, value) => rest.replaceAll(value, "•••"), written);
}
