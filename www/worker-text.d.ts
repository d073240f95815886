// The script of the worker, src/core-worker.ts, which pack.mjs bundles into the page as a text.
declare const script: string;
export default script;
