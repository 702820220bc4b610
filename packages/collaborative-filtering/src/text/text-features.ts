import { wordStem } from './word-stem.ts';
import { isTelling, wordsOf } from './words-of.ts';

/** Hashes of the features of a text (unsigned 32-bit) and how much each counts. */
export type TextFeatures = ReadonlyMap<number, number>;

const stemWeight = 1;
const pairWeight = 0.3;
// Of all n-grams of a word together: they are for typing errors and compounds.
const gramWeight = 0.5;
/** Longest text that is looked at, in UTF-16 units: a description is at most a few thousand. */
const longestText = 20_000;
const gramLengths = [4, 5] as const;

/**
 * What a text is made of: stems of its telling words, pairs of neighbours, and n-grams of characters within words, so that
 * `kubernets` is still near `kubernetes`. A feature that comes n times counts 1 + ln n times.
 */
export function textFeatures(text: string): TextFeatures {
  const stems = wordsOf(text.slice(0, longestText)).filter(isTelling).map(wordStem);
  const counts = new Map<number, { weight: number; count: number }>();
  const add = (feature: string, weight: number): void => {
    const hash = featureHash(feature);
    const known = counts.get(hash);
    if (known === undefined) counts.set(hash, { weight, count: 1 });
    else known.count += 1;
  };
  stems.forEach((stem, index) => {
    add(`w:${stem}`, stemWeight);
    const next = stems[index + 1];
    if (next !== undefined) add(`p:${stem} ${next}`, pairWeight);
    const grams = characterGrams(`<${stem}>`);
    for (const gram of grams) add(`c:${gram}`, gramWeight / Math.sqrt(grams.length));
  });
  return new Map([...counts].map(([hash, { weight, count }]) => [hash, weight * (1 + Math.log(count))]));
}

function characterGrams(text: string): readonly string[] {
  return gramLengths.flatMap((length) =>
    Array.from({ length: Math.max(0, text.length - length + 1) }, (_, start) => text.slice(start, start + length)),
  );
}

/** FNV-1a over UTF-16 units, then mixed so that every bit depends on every other (MurmurHash3's finish). */
export function featureHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
