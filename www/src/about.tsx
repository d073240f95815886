// The link to the page about a finding. Only the site has these pages; the single file has no link.
import type { Report } from "../index.d.ts";
import { t } from "./language.ts";
import { isSite } from "./load.ts";

/** It opens another tab, because this one has the paste and stores nothing. */
export function About({ code }: { code: Report["findings"][number]["code"] }) {
  return isSite ? <a class="about" href={`docs/findings/${code}.html`} target="_blank" rel="noopener">{t("About this")}</a> : null;
}
