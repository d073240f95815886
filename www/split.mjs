// Takes a wasm module apart into the streams of `streams.js`.
import { BYTE, CODE_SECTION, SIGNED, STREAM, beside, characters, join, walk } from "./streams.js";

/**
 * @param {Uint8Array} module as wasm-opt writes it, with `--dealign`
 * @returns {[Uint8Array, Uint8Array, string]} what `join` makes the module of
 */
export function split(module) {
  /** @type {Map<number, string[]>} */
  const streams = new Map();
  const frame = [...module.subarray(0, 8)];
  const operators = [];
  let before;
  let at = 8;
  const read = (form) => {
    for (let value = 0, shift = 0; ; ) {
      const byte = module[at++];
      if (form === BYTE) return byte;
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte > 127) continue;
      if (form !== SIGNED) return value;
      if (byte > 63 && shift < 32) value |= -1 << shift;
      return value < 0 ? -2 * value - 1 : 2 * value;
    }
  };
  const put = (stream, number) => {
    if (!streams.has(stream)) streams.set(stream, []);
    streams.get(stream).push(characters(number));
  };
  const take = (stream, form) => {
    // An alignment stands before the offset: none is asked for.
    if (stream === STREAM.loads || stream === STREAM.stores) at++;
    const number = read(form);
    if (stream === STREAM.operators) operators.push(number);
    else put(beside(stream, module[at]), number);
    return number;
  };

  // Sections: number, length, content.
  while (at < module.length) {
    const start = at;
    const isCode = read() === CODE_SECTION;
    const end = read() + at;
    if (isCode) {
      let functions = read();
      put(STREAM.locals, functions);
      while (functions--) {
        read();
        walk(take);
      }
      before = frame.length;
    } else frame.push(...module.subarray(start, end));
    at = end;
  }

  const sorted = [...streams].sort(([one], [other]) => one - other).map(([stream, numbers]) => [stream, numbers.join("")]);
  const lengths = sorted.flatMap(([stream, { length }]) => [stream, length]);
  const numbers = [before, sorted.length, ...lengths].map(characters).join("") + sorted.map(([, numbers]) => numbers).join("");
  const parts = [Uint8Array.from(frame), Uint8Array.from(operators), numbers];
  if (Buffer.compare(join(...parts), module) !== 0) throw new Error("the wasm module has an instruction or a number that streams.js does not know");
  return parts;
}
