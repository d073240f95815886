// @ts-check
// The search in the index of errors; without this script the index is a plain list.
const list = /** @type {HTMLElement} */ (document.querySelector("ul"));
const box = document.createElement("input");
const none = document.createElement("p");
Object.assign(box, { type: "search", autocomplete: "off", spellcheck: false });
box.setAttribute("aria-label", "Search the error texts");
box.placeholder = "Search the error texts";
none.setAttribute("role", "status");
box.addEventListener("input", () => {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const item of list.children) {
    const text = item.textContent?.toLowerCase() ?? "";
    const fits = words.every((word) => text.includes(word));
    /** @type {HTMLElement} */ (item).hidden = !fits;
    left += Number(fits);
  }
  none.textContent = left === 0 ? "No text here has these words. Paste the whole of it into why401." : "";
});
list.before(box, none);
