// The addresses of the two workers. A page with trusted types makes addresses of scripts only by a policy; this is the only one, and it
// makes only these.
import script from "why401-worker";

/** The worker that caches the page on a web server, next to the page. */
const OFFLINE = "worker.js";
const CORE = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));

interface Policy {
  createScriptURL(name: string): string;
}
declare const trustedTypes: { createPolicy(name: string, rules: Policy): Policy } | undefined;

const rules: Policy = { createScriptURL: (name) => name === OFFLINE ? OFFLINE : CORE };
const policy = typeof trustedTypes === "undefined" ? rules : trustedTypes.createPolicy("why401", rules);

/** Where the script of the core is, which makes a worker without a network. */
export const coreUrl = () => policy.createScriptURL("core");
export const offlineUrl = () => policy.createScriptURL(OFFLINE);
