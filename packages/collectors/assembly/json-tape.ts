/* oxlint-disable -- AssemblyScript: TypeScript with the numbers of WebAssembly, which the linter cannot know */
// scripts/compile-json-tape.ts makes ../src/json-tape/json-tape-module.ts of it; ../src/json-tape/json-tape.ts says what a tape is.
//
// A text is taken in windows. Of each, 64 bytes at a time, the positions of quotes, brackets, colons, commas and first
// characters of literals outside strings are found without branches, as simdjson does (Langdale and Lemire 2019, The
// VLDB Journal 28:941-960, doi:10.1007/s00778-019-00578-5); then a state machine walks over these positions.

/** Where the text lies, and how much room it has. Behind it 64 bytes are readable. */
export const textAt: i32 = 0x10_0000;
export const textBytes: i32 = 0x90_0000;
/** Where the name lies that `addName` takes, with 8 bytes behind it. */
export const nameAt: i32 = 0xff00;
export const longestName: i32 = 32;
/** Values longer than this, most of them ids and times, are none of the names. */
export const longestValue: i32 = 16;
/** The tape; large enough for the densest text of 8 MiB, `[[],[],…`. */
export const tapeAt: i32 = 0x150_0000;

/** Known names, found by their hash: length, id, and the name in four words that may overlap. */
const namesAt: i32 = 0x1_0000;
const nameSlots: i32 = 256;
const slotBytes: i32 = 40;
/** Positions found in a window, and those left over from the window before. */
const indexAt: i32 = 0x2_0000;
/** Whether the bracket at each depth is a brace, a byte each. */
const bracesAt: i32 = 0xb0_0000;
const windowBytes: i32 = 0x8000;
/** Brackets at this depth are hollow: what is inside is checked, but not put on the tape. */
const deepestOnTape: i32 = 16;
/** A member takes up to five positions: two quotes, a colon, two quotes or a bracket. */
const memberPositions: i32 = 8;

const quote: i32 = 0x22;
const comma: i32 = 0x2c;
const colon: i32 = 0x3a;
const openBracket: i32 = 0x5b;
const closeBracket: i32 = 0x5d;
const openBrace: i32 = 0x7b;
const closeBrace: i32 = 0x7d;

/** What may come next: anything or the closing bracket, anything, a comma or the closing bracket, nothing. */
const atFirst: i32 = 0;
const atNext: i32 = 1;
const behindValue: i32 = 2;
const behindAll: i32 = 3;

// Sixteen of each byte to compare with. From memory, because V8 takes four instructions to make such a constant, anew
// for each block: 7 % of all.
// oxfmt-ignore
const sixteen: usize = memory.data<u8>([
  0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22, 0x22,
  0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c, 0x5c,
  0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20,
  0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21, 0x21,
  0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b, 0x7b,
  0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d, 0x7d,
  0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a, 0x3a,
  0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c, 0x2c,
  0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e, 0x6e,
  0x74, 0x74, 0x74, 0x74, 0x74, 0x74, 0x74, 0x74, 0x74, 0x74, 0x74, 0x74, 0x74, 0x74, 0x74, 0x74,
  0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a, 0x0a,
]);

let phase: i32 = 0;
let depth: i32 = 0;
let isObject: bool = false;
/** Where the tape ends. */
let tape: i32 = 0;
/** The innermost open bracket on the tape. */
let openEntry: i32 = 0;
let isRecording: bool = false;
/** Behind the bracket that closes down to this depth, the tape goes on; the bracket is on it when it is hollow. */
let resumeDepth: i32 = 0;
let isHollow: bool = false;

/**
 * Puts the JSON object in [start, end) of the text on the tape.
 *
 * @returns the length of the tape in words, or -1 when the text is not one JSON object with white space around it
 */
export function scan(start: i32, end: i32): i32 {
  phase = atFirst;
  depth = 0;
  tape = tapeAt;
  openEntry = 0;
  isRecording = true;
  resumeDepth = 0;
  let at = start;
  let count = 0;
  let escapedCarry: u64 = 0;
  let stringCarry: u64 = 0;
  let literalCarry: u64 = 0;
  while (at < end) {
    const windowEnd = min(at + windowBytes, end);
    let index = indexAt + (count << 2);
    for (; at < windowEnd; at += 64) {
      const from: usize = textAt + at;
      const inLine: u64 = end - at >= 64 ? ~0 : ((<u64>1) << (end - at)) - 1;
      const backslashes = equal(from, v128.load(sixteen, 16)) & inLine;
      const allQuotes = equal(from, v128.load(sixteen)) & inLine;
      // Without a branch on whether there is a backslash: there is one in most blocks of prose and code, and none in many.
      const follows = (backslashes << 1) | escapedCarry;
      let escaped = follows;
      if ((backslashes & follows) != 0) {
        const even: u64 = 0x5555_5555_5555_5555;
        const escaping = backslashes & ~escapedCarry;
        const behind = (escaping << 1) | escapedCarry;
        const oddStarts = escaping & ~even & ~behind;
        const sequences = oddStarts + escaping;
        escapedCarry = sequences < oddStarts ? 1 : 0;
        escaped = (even ^ (sequences << 1)) & behind;
      } else escapedCarry = backslashes >> 63;
      escaped &= inLine;
      const quotes = allQuotes & ~escaped;
      const others = escaped & ~(allQuotes | backslashes | lineBreaks(from));
      if (others != 0 && !areEscapable(at, others)) return -1;
      const hasControls = v128.any_true(i8x16.lt_u(least(from), v128.load(sixteen, 32)));
      // Most of a transcript is the inside of long strings.
      if (quotes == 0 && stringCarry != 0 && (!hasControls || inLine != ~0)) {
        if (hasControls && (below(from, v128.load(sixteen, 32)) & inLine) != 0) return -1;
        continue;
      }
      const inString = parity(quotes) ^ stringCarry;
      stringCarry = <u64>(<i64>inString >> 63);
      const outside = ~inString & inLine;
      if ((backslashes & outside) != 0) return -1;
      const blank = below(from, v128.load(sixteen, 48));
      if (hasControls && !areBlank(at, below(from, v128.load(sixteen, 32)) & inLine, inString)) return -1;
      const brackets = structural(from) & outside;
      const literals = outside & ~brackets & ~quotes & ~blank;
      let rest = brackets | quotes | (literals & ~((literals << 1) | literalCarry));
      literalCarry = literals >> 63;
      // Four at a time: what is written behind the last one is overwritten.
      const found = <i32>popcnt(rest);
      for (let to = index; rest != 0; to += 16) {
        store<i32>(to, at + <i32>ctz(rest));
        rest &= rest - 1;
        store<i32>(to, at + <i32>ctz(rest), 4);
        rest &= rest - 1;
        store<i32>(to, at + <i32>ctz(rest), 8);
        rest &= rest - 1;
        store<i32>(to, at + <i32>ctz(rest), 12);
        rest &= rest - 1;
      }
      index += found << 2;
    }
    count = (index - indexAt) >> 2;
    const isLast = windowEnd == end;
    if (isLast) {
      if (stringCarry != 0) return -1;
      // Positions of nothing: the byte before the text, which is 0.
      for (let place = 0; place < memberPositions; place += 1) store<i32>(index + (place << 2), -1);
    }
    const walked = walk(isLast ? count : count - memberPositions);
    if (walked < 0) return -1;
    if (walked > 0 && !isLast) {
      count -= walked;
      memory.copy(indexAt, indexAt + (walked << 2), count << 2);
    }
  }
  return phase == behindAll ? (tape - tapeAt) >> 2 : -1;
}

/** Position of the first newline from `start` on, at most `end`. */
export function lineEnd(start: i32, end: i32): i32 {
  const newlines = v128.load(sixteen, 160);
  for (let at = start; at < end; at += 64) {
    const from: usize = textAt + at;
    const first = v128.or(i8x16.eq(v128.load(from), newlines), i8x16.eq(v128.load(from, 16), newlines));
    const second = v128.or(i8x16.eq(v128.load(from, 32), newlines), i8x16.eq(v128.load(from, 48), newlines));
    if (v128.any_true(v128.or(first, second))) return min(at + <i32>ctz(equal(from, newlines)), end);
  }
  return end;
}

/** Walks over the positions before `until`; how many it took, or -1 when what it met is no JSON. */
function walk(until: i32): i32 {
  let i = 0;
  while (i < until) {
    if (phase == behindValue) {
      const code = byteAt(i);
      if (code == comma) {
        phase = atNext;
        i += 1;
      } else if (code == (isObject ? closeBrace : closeBracket)) {
        close(i);
        i += 1;
        continue;
      } else return -1;
    } else if (phase == behindAll) return -1;
    let isWanted = isRecording;
    if (depth > 0) {
      if (phase == atFirst && byteAt(i) == (isObject ? closeBrace : closeBracket)) {
        close(i);
        i += 1;
        continue;
      }
      if (isObject) {
        if (byteAt(i) != quote || byteAt(i + 2) != colon) return -1;
        if (isWanted) isWanted = putKey(i);
        i += 3;
      }
    } else if (byteAt(i) != openBrace) return -1;
    const code = byteAt(i);
    if (code == quote) {
      if (isWanted) putString(i);
      i += 2;
      phase = behindValue;
    } else if (code == openBrace || code == openBracket) {
      open(i, code, isWanted);
      i += 1;
    } else {
      const end = literalEnd(positionOf(i));
      if (end < 0) return -1;
      if (isWanted) put(code, positionOf(i), end);
      i += 1;
      phase = behindValue;
    }
  }
  return i;
}

function positionOf(i: i32): i32 {
  return load<i32>(indexAt + (i << 2));
}

function byteAt(i: i32): i32 {
  return load<u8>(textAt + positionOf(i));
}

function put(what: i32, start: i32, end: i32): void {
  store<i32>(tape, what);
  store<i32>(tape, start, 4);
  store<i32>(tape, end, 8);
  tape += 12;
}

/** Puts the key whose quotes are at `i` and behind it, when it is a known name. */
function putKey(i: i32): bool {
  const start = positionOf(i) + 1;
  const end = positionOf(i + 1);
  const name = nameOf(start, end);
  if (name == 0) return false;
  put((name << 8) | quote, start, end);
  return true;
}

function putString(i: i32): void {
  const start = positionOf(i) + 1;
  const end = positionOf(i + 1);
  const name = end - start > longestValue ? 0 : nameOf(start, end);
  put((name << 8) | quote, start, end);
}

function open(i: i32, code: i32, isWanted: bool): void {
  if (isWanted) {
    const entry = tape;
    put(code, positionOf(i), openEntry);
    openEntry = entry;
  }
  if (isRecording && (!isWanted || depth == deepestOnTape)) {
    isRecording = false;
    resumeDepth = depth;
    isHollow = isWanted;
  }
  isObject = code == openBrace;
  store<u8>(bracesAt + depth, isObject ? 1 : 0);
  depth += 1;
  phase = atFirst;
}

function close(i: i32): void {
  const code = isObject ? closeBrace : closeBracket;
  depth -= 1;
  isObject = depth > 0 && load<u8>(bracesAt + depth - 1) != 0;
  phase = depth > 0 ? behindValue : behindAll;
  if (!isRecording) {
    if (depth > resumeDepth) return;
    isRecording = true;
    if (!isHollow) return;
  }
  put(code, 0, positionOf(i) + 1);
  const entry = openEntry;
  openEntry = load<i32>(entry, 8);
  store<i32>(entry, (tape - tapeAt) >> 2, 8);
}

/** Position behind the number, `true`, `false` or `null` at `at`; -1 when there is none, or more than one. */
function literalEnd(at: i32): i32 {
  const from: usize = textAt + at;
  const word = load<u32>(from);
  let end = from;
  if (word == 0x6575_7274 || word == 0x6c6c_756e) end = from + 4;
  else if (word == 0x736c_6166 && load<u8>(from, 4) == 0x65) end = from + 5;
  else {
    end = numberEnd(from);
    if (end == from) return -1;
  }
  const next = load<u8>(end);
  const isOver = next == comma || next == closeBrace || next == closeBracket || next <= 0x20;
  return isOver ? <i32>(end - textAt) : -1;
}

function numberEnd(from: usize): usize {
  let at = from;
  if (load<u8>(at) == 0x2d) at += 1;
  const whole = digitsEnd(at);
  if (whole == at || (load<u8>(at) == 0x30 && whole > at + 1)) return from;
  at = whole;
  if (load<u8>(at) == 0x2e) {
    const fraction = digitsEnd(at + 1);
    if (fraction == at + 1) return from;
    at = fraction;
  }
  if ((load<u8>(at) | 0x20) == 0x65) {
    const sign = load<u8>(at + 1);
    const power = sign == 0x2b || sign == 0x2d ? at + 2 : at + 1;
    at = digitsEnd(power);
    if (at == power) return from;
  }
  return at;
}

function digitsEnd(from: usize): usize {
  let at = from;
  while (<u32>load<u8>(at) - 0x30 < 10) at += 1;
  return at;
}

/** The id of the known name between the positions, 0 when it is none of them. */
function nameOf(start: i32, end: i32): i32 {
  const length = end - start;
  if (length < 1 || length > longestName) return 0;
  const from: usize = textAt + start;
  const first = firstWord(from, length);
  const last = lastWord(from, length);
  let slot = slotOf(first, last, length);
  while (load<i32>(slot) != 0) {
    if (load<i32>(slot) == length && load<u64>(slot, 8) == first && load<u64>(slot, 16) == last) {
      if (length <= 16) return load<i32>(slot, 4);
      if (load<u64>(slot, 24) == load<u64>(from, 8) && load<u64>(slot, 32) == load<u64>(from + length - 16)) {
        return load<i32>(slot, 4);
      }
    }
    slot = slotBehind(slot);
  }
  return 0;
}

/** Adds the name at `nameAt`. There is room for 128. */
export function addName(length: i32, id: i32): void {
  const first = firstWord(nameAt, length);
  const last = lastWord(nameAt, length);
  let slot = slotOf(first, last, length);
  while (load<i32>(slot) != 0) slot = slotBehind(slot);
  store<i32>(slot, length);
  store<i32>(slot, id, 4);
  store<u64>(slot, first, 8);
  store<u64>(slot, last, 16);
  if (length <= 16) return;
  store<u64>(slot, load<u64>(nameAt, 8), 24);
  store<u64>(slot, load<u64>(nameAt + length - 16), 32);
}

export function forgetNames(): void {
  memory.fill(namesAt, 0, nameSlots * slotBytes);
}

// Both without a branch, because short and long names come in no order.

function firstWord(from: usize, length: i32): u64 {
  return load<u64>(from) & select<u64>(((<u64>1) << (length << 3)) - 1, ~0, length < 8);
}

function lastWord(from: usize, length: i32): u64 {
  return load<u64>(from + length - 8) & select<u64>(0, ~0, length < 8);
}

function slotOf(first: u64, last: u64, length: i32): usize {
  const mixed = (first ^ (last << 1) ^ <u64>length) * 0x9e37_79b9_7f4a_7c15;
  return namesAt + <i32>(mixed >> 56) * slotBytes;
}

function slotBehind(slot: usize): usize {
  const next = slot + slotBytes;
  return next == namesAt + nameSlots * slotBytes ? <usize>namesAt : next;
}

/** Whether what stands at these positions behind `at` may stand behind a backslash: `/`, `b`, `f`, `r`, `u0000`. */
function areEscapable(at: i32, positions: u64): bool {
  let rest = positions;
  while (rest != 0) {
    const from: usize = textAt + at + <i32>ctz(rest);
    const code = load<u8>(from);
    if (code == 0x75) {
      for (let place: usize = 1; place <= 4; place += 1) if (!isHexadecimal(load<u8>(from + place))) return false;
    } else if (code != 0x2f && code != 0x62 && code != 0x66 && code != 0x72) return false;
    rest &= rest - 1;
  }
  return true;
}

function isHexadecimal(code: u32): bool {
  return code - 0x30 < 10 || (code | 0x20) - 0x61 < 6;
}

/** Whether these control characters are white space, and none is in a string. */
function areBlank(at: i32, controls: u64, inString: u64): bool {
  if ((controls & inString) != 0) return false;
  let rest = controls;
  while (rest != 0) {
    const code = load<u8>(textAt + at + <i32>ctz(rest));
    if (code != 0x09 && code != 0x0a && code != 0x0d) return false;
    rest &= rest - 1;
  }
  return true;
}

/** Bit n says whether an odd number of the bits 0 to n is set. */
function parity(set: u64): u64 {
  let sum = set ^ (set << 1);
  sum ^= sum << 2;
  sum ^= sum << 4;
  sum ^= sum << 8;
  sum ^= sum << 16;
  return sum ^ (sum << 32);
}

/** Bit n says whether byte n of the 64 from `from` on is this one. */
function equal(from: usize, code: v128): u64 {
  return (
    bits(i8x16.eq(v128.load(from), code)) |
    (bits(i8x16.eq(v128.load(from, 16), code)) << 16) |
    (bits(i8x16.eq(v128.load(from, 32), code)) << 32) |
    (bits(i8x16.eq(v128.load(from, 48), code)) << 48)
  );
}

function below(from: usize, code: v128): u64 {
  return (
    bits(i8x16.lt_u(v128.load(from), code)) |
    (bits(i8x16.lt_u(v128.load(from, 16), code)) << 16) |
    (bits(i8x16.lt_u(v128.load(from, 32), code)) << 32) |
    (bits(i8x16.lt_u(v128.load(from, 48), code)) << 48)
  );
}

/** In each of sixteen places the least of the four bytes there. */
function least(from: usize): v128 {
  const first = i8x16.min_u(v128.load(from), v128.load(from, 16));
  return i8x16.min_u(first, i8x16.min_u(v128.load(from, 32), v128.load(from, 48)));
}

/** `{}[]:,` */
function structural(from: usize): u64 {
  return (
    bits(areStructural(v128.load(from))) |
    (bits(areStructural(v128.load(from, 16))) << 16) |
    (bits(areStructural(v128.load(from, 32))) << 32) |
    (bits(areStructural(v128.load(from, 48))) << 48)
  );
}

/** With 0x20 set, brackets and braces are the same. */
function areStructural(bytes: v128): v128 {
  const lower = v128.or(bytes, v128.load(sixteen, 32));
  const brackets = v128.or(i8x16.eq(lower, v128.load(sixteen, 64)), i8x16.eq(lower, v128.load(sixteen, 80)));
  const marks = v128.or(i8x16.eq(bytes, v128.load(sixteen, 96)), i8x16.eq(bytes, v128.load(sixteen, 112)));
  return v128.or(brackets, marks);
}

/** `n` and `t`, by far the most frequent characters behind a backslash. */
function lineBreaks(from: usize): u64 {
  return (
    bits(areLineBreaks(v128.load(from))) |
    (bits(areLineBreaks(v128.load(from, 16))) << 16) |
    (bits(areLineBreaks(v128.load(from, 32))) << 32) |
    (bits(areLineBreaks(v128.load(from, 48))) << 48)
  );
}

function areLineBreaks(bytes: v128): v128 {
  return v128.or(i8x16.eq(bytes, v128.load(sixteen, 128)), i8x16.eq(bytes, v128.load(sixteen, 144)));
}

function bits(lanes: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(lanes));
}
