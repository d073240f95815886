// The report as Markdown, for an issue or a chat, without secrets and signatures.
import type { Part, Report } from "../index.d.ts";
import { t } from "./language.ts";
import { instant, stateName, toText } from "./words.ts";

/** `now` is in seconds since 1970. */
export function markdown(report: Report, now: number): string {
  const { verdict, findings, candidates, answers, steps, asked_at, tokens, subject } = report;
  const token = subject === null ? undefined : tokens[subject];
  const lines = [
    `**${likely(verdict.certain, message(verdict.message))}**`, "", message(verdict.fix), "",
    asked_at.assumed ? t("As of {0} (assumed).", instant(now)) : t("As of {0}.", instant(asked_at.earliest)), "",
    ...list(t("Findings"), findings.map(({ code, certain, message: words }) => `${likely(certain, message(words))} (\`${code}\`)`)),
    ...list(t("Possible causes"), candidates.map(({ message: words, check }) => `${message(words)} ${message(check)}`)),
    ...list(t("Checks of the server"), steps.map(({ name, state }) => `${name}: ${stateName(state)}`)),
    ...list(t("Answers"), answers.map(({ since, until, status, body, exact }) => {
      const answer = `${status} ${code(body)}`;
      const releases = until === null ? t("{0} to the newest", since) : t("{0} to {1}", since, until);
      return `${releases}: ${exact ? answer : t("{0} (if key and secret are right)", answer)}`;
    })),
    ...list(t("Claims"), token?.claims?.map(({ name, value }) => `${code(name)}: ${code(value)}`) ?? []),
    ...(token?.minter ? [t("Made by: {0}", token.minter), ""] : []),
    t("Made with why401 in the browser. Secrets and signatures are left out."),
  ];
  return lines.join("\n");
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`### ${title}`, ...items.map((item) => `- ${item.replaceAll("\n", "\n  ")}`), ""];
}

/** A message, with what was pasted as code, so that no link and no image of it comes to life. */
function message(parts: readonly Part[]): string {
  return parts.map((part) => part.kind === "code" ? code(part.text) : toText([part])).join("");
}

function likely(certain: boolean, words: string): string {
  return certain ? words : t("Likely: {0}", words);
}

/** A code span of CommonMark, between more backticks than are in it. It has no end of a line, and is never empty: two backticks alone begin another one. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = /^$|^`|`$|^ .* $/.test(text) ? " " : "";
  return `${fence}${space}${text.replace(/\r\n?|\n/g, "⏎")}${space}${fence}`;
}
