/**
 * Finds the lines of a file and hashes each, within this module's own memory. AssemblyScript: compiled by
 * `npm run build:kernel` into row-kernel-bytes.ts. What JavaScript must do for each of millions of rows, two calls and a
 * 64-bit integer, costs more than the hashing; here a call takes thousands of rows.
 */

const LINE_FEED: u8 = 0x0a;
const CARRIAGE_RETURN: u8 = 0x0d;
const ENTRY_BYTES: usize = 16;

/**
 * Writes an entry for each whole line: the offset of its line feed (u32), the offset where its content ends, a carriage
 * return left out (u32), and the xxHash64 of its content (u64).
 *
 * @param at where the first line begins
 * @param end where the bytes end
 * @param table where the entries go; there is room for `most`
 * @returns how many lines were found
 */
export function scan(at: usize, end: usize, table: usize, most: u32): u32 {
  let count: u32 = 0;
  while (count < most) {
    const lineFeed = findLineFeed(at, end);
    if (lineFeed == end) break;
    const hasReturn = lineFeed > at && load<u8>(lineFeed - 1) == CARRIAGE_RETURN;
    const contentEnd = hasReturn ? lineFeed - 1 : lineFeed;
    store<u32>(table, <u32>lineFeed);
    store<u32>(table, <u32>contentEnd, 4);
    store<u64>(table, hash64(at, contentEnd - at), 8);
    table += ENTRY_BYTES;
    at = lineFeed + 1;
    count++;
  }
  return count;
}

/** Writes the xxHash64 of some bytes (u64). */
export function hash(at: usize, length: usize, result: usize): void {
  store<u64>(result, hash64(at, length));
}

function findLineFeed(at: usize, end: usize): usize {
  const wanted = i8x16.splat(LINE_FEED);
  while (at + 16 <= end) {
    const found = i8x16.bitmask(i8x16.eq(v128.load(at), wanted));
    if (found != 0) return at + <usize>ctz<i32>(found);
    at += 16;
  }
  while (at < end && load<u8>(at) != LINE_FEED) at++;
  return at;
}

// xxHash64 with seed 0, as its specification has it (github.com/Cyan4973/xxHash, doc/xxhash_spec.md).
const PRIME_1: u64 = 0x9e3779b185ebca87;
const PRIME_2: u64 = 0xc2b2ae3d27d4eb4f;
const PRIME_3: u64 = 0x165667b19e3779f9;
const PRIME_4: u64 = 0x85ebca77c2b2ae63;
const PRIME_5: u64 = 0x27d4eb2f165667c5;

function hash64(at: usize, length: usize): u64 {
  const end = at + length;
  let digest: u64 = PRIME_5;
  if (length >= 32) {
    let one: u64 = PRIME_1 + PRIME_2;
    let two: u64 = PRIME_2;
    let three: u64 = 0;
    let four: u64 = 0 - PRIME_1;
    while (at + 32 <= end) {
      one = round(one, load<u64>(at));
      two = round(two, load<u64>(at, 8));
      three = round(three, load<u64>(at, 16));
      four = round(four, load<u64>(at, 24));
      at += 32;
    }
    digest = rotl<u64>(one, 1) + rotl<u64>(two, 7) + rotl<u64>(three, 12) + rotl<u64>(four, 18);
    digest = merge(merge(merge(merge(digest, one), two), three), four);
  }
  return avalanche(finish(digest + <u64>length, at, end));
}

function round(lane: u64, input: u64): u64 {
  return rotl<u64>(lane + input * PRIME_2, 31) * PRIME_1;
}

function merge(digest: u64, lane: u64): u64 {
  return (digest ^ round(0, lane)) * PRIME_1 + PRIME_4;
}

function finish(digest: u64, at: usize, end: usize): u64 {
  while (at + 8 <= end) {
    digest = rotl<u64>(digest ^ round(0, load<u64>(at)), 27) * PRIME_1 + PRIME_4;
    at += 8;
  }
  if (at + 4 <= end) {
    digest = rotl<u64>(digest ^ (<u64>load<u32>(at) * PRIME_1), 23) * PRIME_2 + PRIME_3;
    at += 4;
  }
  while (at < end) {
    digest = rotl<u64>(digest ^ (<u64>load<u8>(at) * PRIME_5), 11) * PRIME_1;
    at++;
  }
  return digest;
}

function avalanche(digest: u64): u64 {
  digest = (digest ^ (digest >> 33)) * PRIME_2;
  digest = (digest ^ (digest >> 29)) * PRIME_3;
  return digest ^ (digest >> 32);
}
