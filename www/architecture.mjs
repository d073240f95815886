// Draws the pipeline from the picture in the README, which tests/layers holds against the modules.
import { escape } from "./document.mjs";

const WIDTH = 400;
const BOX = 62;
const GAP = 22;
/** The characters that a line of a box has room for. */
const ROOM = 58;

/**
 * The stages of the picture, in their order.
 * @param {string} text as in the README: a name, what goes in, an arrow, what comes out
 */
export function stages(text) {
  return text.split("\n").flatMap((line) => {
    const [, name, takes, gives] = line.match(/^(\w+) +(.*?) +→ (.*)$/) ?? [];
    return name ? [{ name, takes, gives }] : [];
  });
}

/**
 * The picture, and the same as a table.
 * @param {string} text
 */
export function architecture(text) {
  const all = stages(text);
  const height = all.length * (BOX + GAP) - GAP + 2;
  const boxes = all.map(({ name, gives }, index) => {
    const top = 1 + index * (BOX + GAP);
    const lines = wrapped(gives).map((line, at) => `<text x="14" y="${top + 39 + at * 15}">${escape(line)}</text>`);
    const arrow = index === 0 ? "" : `<path d="M${WIDTH / 2} ${top - GAP}v${GAP - 3}m-5 -6l5 6l5 -6"/>`;
    return `${arrow}<rect x="1" y="${top}" width="${WIDTH - 2}" height="${BOX}" rx="8"/><text class="stage" x="14" y="${top + 21}">${name}</text>${lines.join("")}`;
  });
  const names = all.map(({ name }) => name).join(", ");
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="The stages from top to bottom: ${names}">${boxes.join("")}</svg>
<table>
<tr><th>Stage</th><th>What goes in</th><th>What comes out</th></tr>
${all.map(({ name, takes, gives }) => `<tr><td><code>${name}</code></td><td>${escape(takes)}</td><td>${escape(gives)}</td></tr>`).join("\n")}
</table>
`;
}

/** The words as lines that fit into a box. @param {string} text */
function wrapped(text) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last && last.length + 1 + word.length <= ROOM) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
