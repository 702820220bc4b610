/** Values that stand where a record has something else. */
const odd: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  '\u0000',
  '\uD800',
  '__proto__',
  'constructor',
  'x'.repeat(5000),
  '2026-02-30T00:00:00Z',
  [],
  [null],
  {},
  { __proto__: null, length: 7 },
];

type Mutable = { [key: string]: unknown };

/**
 * A record's JSON text, damaged: a value somewhere in it replaced by an odd one, left out or put under another key, or
 * a few bytes of the text changed.
 *
 * @param random - uniform in [0, 1)
 */
export function mutatedRecord(text: string, random: () => number): Buffer {
  if (random() < 0.4) return mutatedBytes(Buffer.from(text), random);
  const record: unknown = JSON.parse(text);
  for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1) mutateValue(record, random);
  return Buffer.from(JSON.stringify(record));
}

function mutateValue(record: unknown, random: () => number): void {
  let holder = record;
  for (let depth = 0; depth < 6; depth += 1) {
    if (!isObject(holder)) return;
    const keys = Object.keys(holder);
    const key = keys[Math.floor(random() * keys.length)];
    if (key === undefined) return;
    const inner = holder[key];
    if (isObject(inner) && random() < 0.7) {
      holder = inner;
      continue;
    }
    const choice = random();
    if (choice < 0.7) holder[key] = odd[Math.floor(random() * odd.length)];
    else if (choice < 0.85) Reflect.deleteProperty(holder, key);
    else holder[keys[Math.floor(random() * keys.length)] ?? key] = inner;
    return;
  }
}

function mutatedBytes(bytes: Buffer, random: () => number): Buffer {
  for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) {
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  }
  return random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}

function isObject(value: unknown): value is Mutable {
  return typeof value === 'object' && value !== null;
}

/** How many records a fuzz test reads: 20,000, or what `SKILLS_FUZZ_RECORDS` says for a long run. */
export function fuzzRecords(): number {
  return Number(process.env['SKILLS_FUZZ_RECORDS'] ?? 20_000);
}
