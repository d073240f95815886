// The right pane before anything is pasted.
import { useActions } from "./context.ts";
import { possible } from "./examples.ts";
import { MintPlace } from "./mint-panel.tsx";

export function Empty() {
  return (
    <div class="empty">
      <h1>Paste what failed. Read why.</h1>
      <p class="lead">A LiveKit 401 is one of a few dozen small mistakes. Most of them show in a token, an error or a config file, right here, with the network off.</p>
      <h2>Or see an example</h2>
      <Examples elsewhere={false} />
      <details class="where elsewhere">
        <summary>Another service’s token</summary>
        <Examples elsewhere />
      </details>
      <details class="where">
        <summary>Where do I find these?</summary>
        <dl>
          <div><dt>Browser</dt><dd>Open the developer tools, then the network tab. Reload, and look for <code>rtc</code> or <code>validate</code>: copy the URL and the response. The token is the value of <code>access_token</code>.</dd></div>
          <div><dt>Your server</dt><dd>Copy the lines of <code>.env</code> or your settings that begin with <code>LIVEKIT_</code>, and the code that makes the token.</dd></div>
          <div><dt>Agent</dt><dd>Copy the last lines of its log, and the environment that it was started with.</dd></div>
          <div><dt>LiveKit’s log</dt><dd>Self-hosted: copy the lines with <code>unauthorized</code> or <code>401</code>, and the <code>keys:</code> of its config.</dd></div>
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
        <li key={index}><button type="button" data-action="example" data-index={index} onClick={async () => dispatch({ type: "paste", text: await text(Date.now() / 1000), source: "example" })}><b>{name}</b><span>{hint}</span></button></li>
      ))}
    </ul>
  );
}
