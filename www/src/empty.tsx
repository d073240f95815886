// The right pane before anything is pasted.
import { useActions } from "./context.ts";
import { possible } from "./examples.ts";
import { t } from "./language.ts";
import { MintPlace } from "./mint-panel.tsx";
import { rich } from "./rich.tsx";

export function Empty() {
  return (
    <div class="empty">
      <h1>{t("Paste what failed. Read why.")}</h1>
      <p class="lead">{t("A LiveKit 401 is one of a few dozen small mistakes. Most of them show in a token, an error or a config file, right here, with the network off.")}</p>
      <h2>{t("Or see an example")}</h2>
      <Examples elsewhere={false} />
      <details class="where elsewhere">
        <summary>{t("Another service’s token")}</summary>
        <Examples elsewhere />
      </details>
      <details class="where">
        <summary>{t("Where do I find these?")}</summary>
        <dl>
          <div><dt>{t("Browser")}</dt><dd>{rich("Open the developer tools, then the network tab. Reload, and look for `rtc` or `validate`: copy the URL and the response. The token is the value of `access_token`.")}</dd></div>
          <div><dt>{t("Your server")}</dt><dd>{rich("Copy the lines of `.env` or your settings that begin with `LIVEKIT_`, and the code that makes the token.")}</dd></div>
          <div><dt>{t("Agent")}</dt><dd>{t("Copy the last lines of its log, and the environment that it was started with.")}</dd></div>
          <div><dt>{t("LiveKit’s log")}</dt><dd>{rich("Self-hosted: copy the lines with `unauthorized` or `401`, and the `keys:` of its config.")}</dd></div>
        </dl>
      </details>
      <MintPlace report={null} isLast />
    </div>
  );
}

function Examples({ elsewhere }: { elsewhere: boolean }) {
  const { dispatch } = useActions();
  return (
    <ul class="examples">
      {possible(elsewhere).map(({ name, hint, index, text }) => (
        <li key={index}><button type="button" data-action="example" data-index={index} onClick={async () => dispatch({ type: "paste", text: await text(Date.now() / 1000), source: "example" })}><b>{name()}</b><span>{hint()}</span></button></li>
      ))}
    </ul>
  );
}
