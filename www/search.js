// @ts-check
// The search of the documentation.

/**
 * @typedef {object} Entry
 * @property {string} title
 * @property {string} address relative to the folder of the documentation
 * @property {string} kind such as `finding`
 * @property {string[]} texts error texts
 * @property {string} text everything else
 */

const MOST = 40;

/**
 * The entries that have all words of the query, or an error text that is in it, the best first.
 * @param {Entry[]} entries
 * @param {string} query some words, or a line of a log
 */
export function search(entries, query) {
  const wanted = query.toLowerCase().trim();
  const words = wanted.split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return entries.map((entry) => ({ entry, score: Math.max(ofWords(entry, words), ofTexts(entry, wanted)) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

/**
 * @param {Entry} entry
 * @param {string[]} words
 */
function ofWords({ title, texts, text }, words) {
  let score = 0;
  for (const word of words) {
    if (title.toLowerCase().includes(word)) score += 8;
    else if (texts.some((known) => known.toLowerCase().includes(word))) score += 4;
    else if (text.toLowerCase().includes(word)) score += 1;
    else return 0;
  }
  return score / words.length;
}

/**
 * The longer the text, the more it says.
 * @param {Entry} entry
 * @param {string} wanted
 */
function ofTexts({ texts }, wanted) {
  return Math.max(0, ...texts.map((known) => wanted.includes(known.toLowerCase().trim()) ? 10 + known.length : 0));
}
