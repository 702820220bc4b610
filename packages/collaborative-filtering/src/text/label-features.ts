import { featureHash, type TextFeatures } from './text-features.ts';
import { wordStem } from './word-stem.ts';
import { isTelling, wordsOf } from './words-of.ts';

/** A thing to be labelled: its name says more per word than its description. */
export type NamedText = { readonly name: string; readonly description: string };

const nameWeight = 3;
const gramWeight = 0.5;
const longestText = 20_000;
const gramLengths = [3, 4, 5] as const;

/** Stems and n-grams of characters, without order: names have too few words for pairs. */
export function labelFeatures({ name, description }: NamedText): TextFeatures {
  const sums = new Map<number, number>();
  const add = (feature: string, weight: number): void => {
    const hash = featureHash(feature);
    sums.set(hash, (sums.get(hash) ?? 0) + weight);
  };
  const addText = (text: string, weight: number): void => {
    for (const stem of wordsOf(text.slice(0, longestText)).filter(isTelling).map(wordStem)) {
      add(`w:${stem}`, weight);
      const padded = `<${stem}>`;
      const grams = gramLengths.flatMap((length) =>
        Array.from({ length: Math.max(0, padded.length - length + 1) }, (_, at) => padded.slice(at, at + length)),
      );
      for (const gram of grams) add(`c:${gram}`, (weight * gramWeight) / Math.sqrt(grams.length));
    }
  };
  addText(name, nameWeight);
  addText(description, 1);
  return new Map([...sums].map(([hash, weight]) => [hash, Math.sqrt(weight)]));
}
