// @ts-check
// The page's wasm stands in it as streams of like with like (operators, locals, constants, offsets…), which compress a ninth
// better than the module does. `split.mjs` takes the module apart when the page is packed; here the page joins it.

/** A stream has the number of the operator whose numbers it holds, but for these. */
export const STREAM = {
  lengths: 0,
  operators: 1,
  loads: 0x28,
  stores: 0x36,
  locals: 0x101,
  /** And above, by the operator that comes after. */
  constants: 0x200,
  last: 0x2ff,
};
/** Added to the stream of a `local.get` and its like, where a load comes after it. */
const BEFORE_LOAD = 0x120;
/** Added to the operator that comes after a `local.get`, where that is another one or a constant. */
const BEFORE_PUSH = 0x130;
export const CODE_SECTION = 10;
export const BYTE = 1;
export const SIGNED = 2;

/** From here on a number takes more than one character. */
const LONG = 0x7000;
const MORE = 0x8000;
/** The characters that HTML changes or takes for markup, which 125 to 127 stand for; what is above stands that much higher. */
const UNUSED = [0x00, 0x0d, 0x3c];

/** @typedef {(stream: number, form?: number) => number} Take hands over the next number of a stream: in LEB128, in that with a sign, or a byte */

/**
 * Walks through one function: https://webassembly.github.io/spec/core/binary/instructions.html
 * @param {Take} take
 */
export function walk(take) {
  for (let groups = take(STREAM.locals); groups--; take(STREAM.locals)) take(STREAM.locals);
  for (let depth = 1; depth; ) {
    const operator = take(STREAM.operators, BYTE);
    const isBlock = operator > 1 && operator < 5;
    if (isBlock) depth++;
    if (operator === 0x0b) depth--;
    if (operator === 0x41) take(STREAM.constants, SIGNED);
    else if (isBlock || operator === 0x42) while (take(operator, BYTE) > 127);
    else if (operator >= STREAM.loads && operator < 0x3f) take(operator < STREAM.stores ? STREAM.loads : STREAM.stores);
    else if (operator === 0x44) for (let count = 8; count--; ) take(operator, BYTE);
    else for (let count = numbers(operator, take); count--; ) take(operator);
  }
}

/**
 * How many numbers follow an operator.
 * @param {number} operator
 * @param {Take} take
 */
function numbers(operator, take) {
  if (operator === 0x0e) return take(operator) + 1;
  if (operator === 0x1c) return take(operator);
  if (operator === 0xfc) return { 8: 2, 9: 1, 10: 2, 11: 1 }[take(operator)] ?? 0;
  if (operator === 0x11) return 2;
  return Number((operator > 0x1f && operator < 0x41) || [0x0c, 0x0d, 0x10].includes(operator));
}

/**
 * The stream of a number, by the operator that comes after.
 * @param {number} stream
 * @param {number} next
 */
export function beside(stream, next) {
  if (stream === STREAM.constants) return stream + next;
  const isLocal = stream > 0x1f && stream < 0x23;
  if (isLocal && next >= STREAM.loads && next < STREAM.stores) return stream + BEFORE_LOAD;
  return stream === 0x20 && (next === 0x20 || next === 0x41) ? next + BEFORE_PUSH : stream;
}

/**
 * @param {Uint8Array} frame the sections before the code, and those after it
 * @param {Uint8Array} operators
 * @param {string} numbers as `characters` writes them: how long the sections before the code are, how many streams there are, the number
 *   and length of each, then the streams
 * @returns {Uint8Array<ArrayBuffer>} the module, byte for byte
 */
export function join(frame, operators, numbers) {
  /** Where each stream goes on. */
  const places = new Uint32Array(STREAM.last + 1);
  // A number of one character may take three bytes.
  const module = new Uint8Array(frame.length + operators.length + 3 * numbers.length);
  let at = 0;
  /** @param {number} stream */
  const read = (stream) => {
    for (let value = 0, unit = 1; ; unit *= MORE / 2) {
      const code = numbers.charCodeAt(places[stream]++);
      if (code < MORE) return value + unit * (UNUSED[code - 125] ?? (code > 127 ? code - 3 : code));
      value += unit * (code - MORE);
    }
  };
  /** @type {Take} */
  const take = (stream, form) => {
    if (stream === STREAM.operators) return (module[at++] = operators[places[stream]++]);
    const number = read(beside(stream, operators[places[STREAM.operators]]));
    // No alignment is asked for: that is a hint before the offset.
    if (stream === STREAM.loads || stream === STREAM.stores) module[at++] = 0;
    if (form === BYTE) module[at++] = number;
    else if (form === SIGNED) put((number >>> 1) ^ -(number & 1), 64);
    else put(number, 0);
    return number;
  };
  /**
   * Writes a number in LEB128.
   * @param {number} number
   * @param {number} below how far it may be below 0 in one byte
   */
  const put = (number, below) => {
    for (; (number + below) >>> 7; number >>= 7) module[at++] = (number & 127) | 128;
    module[at++] = number & 127;
  };
  /** @param {Uint8Array} bytes */
  const copy = (bytes) => {
    module.set(bytes, at);
    at += bytes.length;
  };
  /** @param {number} start of what gets its length before it */
  const measure = (start) => {
    const code = module.slice(start, at);
    at = start;
    put(code.length, 0);
    copy(code);
  };

  const before = read(STREAM.lengths);
  const lengths = Array.from({ length: read(STREAM.lengths) }, () => [read(STREAM.lengths), read(STREAM.lengths)]);
  let [place] = places;
  for (const [stream, length] of lengths) {
    places[stream] = place;
    place += length;
  }
  copy(frame.subarray(0, before));
  module[at++] = CODE_SECTION;
  const start = at;
  for (let functions = take(STREAM.locals); functions--; ) {
    const start = at;
    walk(take);
    measure(start);
  }
  measure(start);
  copy(frame.subarray(before));
  return module.subarray(0, at);
}

/**
 * A number as characters: one where that is possible.
 * @param {number} number
 * @returns {string}
 */
export function characters(number) {
  if (number >= LONG) return String.fromCharCode(MORE + (number % (MORE / 2))) + characters(Math.floor(number / (MORE / 2)));
  const unused = UNUSED.indexOf(number);
  return String.fromCharCode(unused < 0 ? (number < 125 ? number : number + 3) : 125 + unused);
}
