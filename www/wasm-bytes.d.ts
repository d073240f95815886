// The wasm of the core, which esbuild puts into the module that imports it.
declare const bytes: Uint8Array<ArrayBuffer>;
export default bytes;
