// @ts-check
// The report as Markdown, for an issue or a chat, without secrets and signatures.
import { instant, toText } from "./words.js";

/** @typedef {import("./report.d.ts").Report} Report */

/**
 * @param {Report} report
 * @param {number} now seconds since 1970
 * @returns {string}
 */
export function markdown(report, now) {
  const { verdict, findings, candidates, answers, steps, asked_at, tokens } = report;
  const [token] = tokens;
  const lines = [
    `**${message(verdict.message)}**`, "", message(verdict.fix), "",
    `As of ${asked_at.assumed ? `${instant(now)} (assumed)` : instant(asked_at.earliest)}.`, "",
    ...list("Findings", findings.map(({ code, message: words }) => `${message(words)} (\`${code}\`)`)),
    ...list("Possible causes", candidates.map(({ message: words, check }) => `${message(words)} ${message(check)}`)),
    ...list("Checks of the server", steps.map(({ name, state }) => `${name}: ${state}`)),
    ...list("Answers", answers.map(({ since, until, status, body, exact }) =>
      `${since} to ${until ?? "the newest"}: ${status} ${code(body)}${exact ? "" : " (if key and secret are right)"}`)),
    ...list("Claims", token?.claims?.map(({ name, value }) => `${code(name)}: ${code(value)}`) ?? []),
    ...(token?.minter ? [`Made by: ${token.minter}`, ""] : []),
    "Made with why401 in the browser. Secrets and signatures are left out.",
  ];
  return lines.join("\n");
}

/**
 * @param {string} title
 * @param {string[]} items
 */
function list(title, items) {
  return items.length === 0 ? [] : [`### ${title}`, ...items.map((item) => `- ${item.replaceAll("\n", "\n  ")}`), ""];
}

/**
 * A message, with what was pasted as code, so that no link and no image of it comes to life.
 * @param {readonly import("./report.d.ts").Part[]} parts
 */
function message(parts) {
  return parts.map((part) => part.kind === "code" ? code(part.text) : toText([part])).join("");
}

/**
 * A code span of CommonMark, between more backticks than are in it.
 * @param {string} text
 */
function code(text) {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(text) ? " " : "";
  return `${fence}${space}${text.replaceAll("\n", "⏎")}${space}${fence}`;
}
