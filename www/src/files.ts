// Reads files that were chosen, dropped or pasted.
import type { Dispatch } from "./store.ts";

/** Adds the text of the files to the case, in the format of `head` and `tail`, which the core reads as headings of environments. */
export async function read(files: readonly File[], dispatch: Dispatch) {
  const images = files.filter(({ type }) => type.startsWith("image/"));
  const texts = files.filter((file) => !images.includes(file)).map(async (file) => `==> ${file.name.replace(/\s/g, " ")} <==\n${await file.text()}`);
  if (texts.length > 0) dispatch({ type: "paste", text: (await Promise.all(texts)).join("\n"), source: "own" });
  if (images.length > 0) dispatch({ type: "notice", notice: { text: "why401 cannot read pictures. Copy the text itself and paste it.", undo: false } });
}
