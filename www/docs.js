// @ts-check
// The search in the index of the documentation; without this script the index is a plain list.
import { search } from "./search.js";

/** @type {import("./search.js").Entry[]} */
const entries = JSON.parse(document.getElementById("data")?.textContent ?? "[]");
const parts = /** @type {HTMLElement} */ (document.querySelector(".parts"));
const box = document.createElement("input");
const found = document.createElement("ul");
const told = document.createElement("p");
Object.assign(box, { type: "search", autocomplete: "off", spellcheck: false });
box.setAttribute("aria-label", "Search the documentation");
box.placeholder = "Search, or paste an error text";
found.className = "all";
told.setAttribute("role", "status");
box.addEventListener("input", () => {
  const results = search(entries, box.value);
  const isEmpty = box.value.trim() === "";
  parts.hidden = !isEmpty;
  found.replaceChildren(...results.map(({ title, address, kind }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const what = document.createElement("span");
    link.href = address;
    link.textContent = title;
    what.textContent = kind;
    item.append(link, what);
    return item;
  }));
  told.textContent = isEmpty ? "" : results.length === 0 ? "Nothing here has these words. Paste the whole text into why401." : `${results.length} found`;
});
parts.before(box, told, found);
