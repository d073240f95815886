// Files that were chosen, dropped or pasted: a small one is a paste, and a large one, or one with many tokens, has a table of its own. The files
// themselves are not a part of the state.
import type { Vanished } from "../index.d.ts";
import { ownTexts } from "./case.ts";
import type { Client } from "./client.ts";
import { ROWS, markdownOfFile } from "./file-markdown.ts";
import type { Margins, Summary } from "./file-jobs.ts";
import { ALL } from "./file-state.ts";
import { plural, t } from "./language.ts";
import type { View } from "./state.ts";
import type { Store } from "./store.ts";
import type { Form, Query, Shown } from "./table.ts";
import { decoded } from "./whole-file.ts";

/** In bytes: a longer file has a table. */
const SMALL = 1_000_000;
/** A file with more tokens has a table. */
const FEW = 20;
export class Files {
  #store;
  #start;
  #client: Client | null = null;
  #files: readonly File[] = [];

  /** `start` makes a worker, which one set of files has for itself: with its end everything of them is forgotten. */
  constructor(store: Store, start: () => Client) {
    this.#store = store;
    this.#start = start;
    store.subscribe(({ file, language, view }, { file: before, language: spoken }) => {
      if (!file && before) this.#end();
      // The core says what it has found when it has read it.
      else if (file && language !== spoken) void this.#read(this.#files, view);
      else if (file?.summary && file.margins !== before?.margins && before?.summary) void this.#whatIf(file.margins);
      else if (file?.summary && (file.query !== before?.query || !before.summary)) void this.#show(file.query);
    });
  }

  /** Reads files: small ones into the case, in the format of `head` and `tail`, which the core reads as headings of environments. */
  async open(files: readonly File[]) {
    const { dispatch } = this.#store;
    const tell = (text: string) => dispatch({ type: "notice", notice: { text, undo: false } });
    const images = files.filter(({ type }) => type.startsWith("image/"));
    const large: File[] = [];
    const texts: string[] = [];
    const unread: string[] = [];
    for (const file of files) {
      if (images.includes(file)) continue;
      try {
        const text = await smallText(file);
        if (text === null) large.push(file);
        else texts.push(`==> ${file.name.replace(/\s/g, " ")} <==\n${text}`);
      } catch {
        // A folder, or a file that is gone.
        unread.push(file.name);
      }
    }
    if (texts.length > 0) dispatch({ type: "paste", text: texts.join("\n"), source: "own" });
    if (large.length > 0) await this.#read(large);
    if (unread.length > 0) tell(t("The browser cannot read {0}. Choose files, not folders.", unread.join(", ")));
    else if (images.length > 0) tell(t("why401 cannot read pictures. Copy the text itself and paste it."));
  }

  /** The files that have the table. */
  get files(): readonly File[] {
    return this.#files;
  }

  /** The file is shown, unless the reader was looking at something else. */
  async #read(files: readonly File[], view: View = "file") {
    const { dispatch, state } = this.#store;
    this.#end();
    const client = this.#client = this.#start();
    this.#files = files;
    const name = files.length === 1 ? files[0]?.name ?? "" : plural(files.length, "{0} file", "{0} files");
    dispatch({ type: "file", action: { act: "open", name, size: files.reduce((sum, { size }) => sum + size, 0) } });
    dispatch({ type: "view", view });
    const isMine = () => client === this.#client;
    try {
      // A host must not learn whether its guess of a secret fits the files of a reader.
      const work = { act: "read", files, pasted: ownTexts(state.case).join("\n"), now: state.now * 1000 } as const;
      const summary = await client.files(work, (progress) => { if (isMine()) dispatch({ type: "file", action: { act: "progress", progress } }); });
      if (isMine() && summary) dispatch({ type: "file", action: { act: "summary", summary: summary as Summary } });
    } catch (error) {
      if (isMine()) dispatch({ type: "file", action: { act: "fault", message: String((error as Error).message) } });
    }
  }

  async #show(query: Query) {
    const client = this.#client;
    const shown = await client?.files({ act: "show", query }).catch(() => null) as Shown | null;
    if (shown && query === this.#store.state.file?.query) this.#store.dispatch({ type: "file", action: { act: "shown", shown } });
  }

  async #whatIf(margins: Margins) {
    const vanished = await this.#client?.files({ act: "what-if", margins }).catch(() => null) as Vanished | "" | null | undefined;
    if (vanished && margins === this.#store.state.file?.margins) this.#store.dispatch({ type: "file", action: { act: "vanished", vanished } });
  }

  /** Puts a row into the case, whose report is the full one. */
  async row(index: number) {
    const client = this.#client;
    const text = await client?.files({ act: "row", index }).catch(() => null) as string | null;
    if (client !== this.#client) return;
    if (text) this.#store.dispatch({ type: "row", index, text });
    else this.#store.dispatch({ type: "notice", notice: { text: t("The file has changed: choose it again."), undo: false } });
  }

  /** The rows that match, as a text. */
  async save(form: Form | "md"): Promise<string> {
    const file = this.#store.state.file;
    const query = file?.query ?? ALL;
    if (form === "md") {
      const shown = await this.#client?.files({ act: "show", query: { ...query, count: ROWS } }) as Shown | null | undefined;
      return file?.summary && shown ? markdownOfFile(file.name, file.summary, shown) : "";
    }
    return await this.#client?.files({ act: "save", query, form }) as string | null ?? "";
  }

  #end() {
    this.#client?.end();
    this.#client = null;
    this.#files = [];
  }
}

/** The text of a file that is a paste, and `null` for one that has a table. */
async function smallText(file: File): Promise<string | null> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = first === 0x1f && second === 0x8b;
  if (isPacked || file.size > SMALL) return null;
  const text = decoded(await file.arrayBuffer());
  return (text.match(/eyJ[\w-]+\.eyJ/g) ?? []).length > FEW ? null : text;
}
