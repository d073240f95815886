// Takes a wasm module apart into the streams of `streams.js`.
import { CODE_SECTION, STREAM, beside, join, leb128, walk } from "./streams.js";

/**
 * @param {Uint8Array} module as wasm-opt writes it; with `--dealign` it compresses best
 * @returns {Uint8Array} how many streams there are, number and length of each, then their bytes
 */
export function split(module) {
  /** @type {Map<number, number[]>} */
  const streams = new Map();
  const put = (stream, from, to) => {
    if (!streams.has(stream)) streams.set(stream, []);
    for (const byte of module.subarray(from, to)) streams.get(stream).push(byte);
  };
  let at = 0;
  const take = (isByte) => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = module[at++];
      value |= (byte & 127) << shift;
      if (isByte || byte < 128) return isByte ? byte : value;
    }
  };

  // The header, magic number and version, then sections: number, length, content.
  let section = 8;
  put(STREAM.before, 0, section);
  let part = STREAM.before;
  while (section < module.length) {
    at = section;
    const isCode = take() === CODE_SECTION;
    const end = take() + at;
    if (isCode) {
      const count = at;
      let functions = take();
      put(STREAM.locals, count, at);
      while (functions--) {
        take();
        walk((stream, isByte) => {
          const from = at;
          const value = take(isByte);
          put(beside(stream, module[at]), from, at);
          return value;
        });
      }
      part = STREAM.after;
    } else put(part, section, end);
    section = end;
  }

  const sorted = [...streams].sort(([one], [other]) => one - other);
  const lengths = sorted.flatMap(([stream, { length }]) => [...leb128(stream), ...leb128(length)]);
  const whole = Uint8Array.from([...leb128(sorted.length), ...lengths, ...sorted.flatMap(([, bytes]) => bytes)]);
  if (Buffer.compare(join(whole), module) !== 0) throw new Error("the wasm module has an instruction or a number that streams.js does not know");
  return whole;
}
