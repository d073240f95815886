// @ts-check
// The page's wasm stands in it as streams of like with like (operators, locals, constants, offsets…), which compress a ninth
// better than the module does. `split.mjs` takes the module apart when the page is packed; here the page joins it.

/** A stream has the number of the operator whose numbers it holds, but for these. */
export const STREAM = {
  operators: 1,
  loads: 0x28,
  stores: 0x36,
  alignments: 0x100,
  locals: 0x101,
  /** And above, by the operator that comes after. */
  constants: 0x200,
  /** What stands before the code, and what after it, as it is. */
  before: 0x300,
  after: 0x301,
};
/** Added to the stream of a `local.get` and its like, where a load comes after it. */
const BEFORE_LOAD = 0x120;
export const CODE_SECTION = 10;
const F64_CONST = 0x44;

/** @typedef {(stream: number, isByte?: boolean) => number} Take hands over the next number of a stream, mostly in LEB128 */

/**
 * Walks through one function: https://webassembly.github.io/spec/core/binary/instructions.html
 * @param {Take} take
 */
export function walk(take) {
  for (let groups = take(STREAM.locals); groups--; take(STREAM.locals)) take(STREAM.locals);
  for (let depth = 1; depth; ) {
    const operator = take(STREAM.operators, true);
    if (operator > 1 && operator < 5) depth++;
    if (operator === 0x0b) depth--;
    if (operator === 0x41) take(STREAM.constants);
    else if (operator >= STREAM.loads && operator < 0x3f) {
      take(STREAM.alignments);
      take(operator < STREAM.stores ? STREAM.loads : STREAM.stores);
    } else for (let count = numbers(operator, take); count--; ) take(operator, operator === F64_CONST);
  }
}

/**
 * The stream of a number, by the operator that comes after.
 * @param {number} stream
 * @param {number} next
 */
export function beside(stream, next) {
  if (stream === STREAM.constants) return stream + next;
  const isLocal = stream > 0x1f && stream < 0x23;
  return isLocal && next >= STREAM.loads && next < STREAM.stores ? stream + BEFORE_LOAD : stream;
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
  if (operator === F64_CONST) return 8;
  if (operator === 0x11) return 2;
  return Number((operator > 0x1f && operator < 0x43) || [2, 3, 4, 0x0c, 0x0d, 0x10].includes(operator));
}

/**
 * @param {Uint8Array} split what `split.mjs` made of a module
 * @returns {Uint8Array<ArrayBuffer>} the module, byte for byte
 */
export function join(split) {
  /** Where each stream goes on. Their numbers and lengths stand at the front. */
  const places = new Uint32Array(STREAM.after + 1);
  // The module is no longer than its streams and the lengths of its functions.
  const module = new Uint8Array(2 * split.length);
  let at = 0;
  /** @type {Take} */
  const take = (stream, isByte) => {
    stream = beside(stream, split[places[STREAM.operators]]);
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = split[places[stream]++];
      module[at++] = byte;
      value |= (byte & 127) << shift;
      if (isByte || byte < 128) return isByte ? byte : value;
    }
  };
  /** @param {ArrayLike<number>} bytes */
  const put = (bytes) => {
    module.set(bytes, at);
    at += bytes.length;
  };
  /** @param {number} start of what gets its length before it */
  const measure = (start) => {
    const length = leb128(at - start);
    module.copyWithin(start + length.length, start, at);
    module.set(length, start);
    at += length.length;
  };
  const lengths = Array.from({ length: take(0) }, () => [take(0), take(0)]);
  let [place] = places;
  for (const [stream, length] of lengths) {
    places[stream] = place;
    place += length;
  }
  at = 0;
  put(split.subarray(places[STREAM.before], places[STREAM.after]));
  module[at++] = CODE_SECTION;
  const start = at;
  for (let functions = take(STREAM.locals); functions--; ) {
    const start = at;
    walk(take);
    measure(start);
  }
  measure(start);
  put(split.subarray(places[STREAM.after]));
  return module.subarray(0, at);
}

/**
 * A number in LEB128, without a sign.
 * @param {number} number
 */
export function leb128(number) {
  /** @type {number[]} */
  const bytes = [];
  for (; number > 127; number >>= 7) bytes.push((number & 127) | 128);
  return [...bytes, number];
}
