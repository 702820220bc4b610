const word = /[\p{L}\p{N}]+/gu;
const humps = /(?<=\p{Ll})(?=\p{Lu})/gu;
const mostWords = 32;
const longestText = 4_000;

/**
 * Text from outside as an FTS5 expression that finds documents with any of its words. Every word is a quoted string of
 * letters and digits alone, so that no operator, column filter, quote or star of the text means anything.
 *
 * @param isTelling - leaves out words that say nothing
 * @returns `undefined` when no word is left
 * @example
 * matchExpression('name:* OR "x'); // '"name" OR "OR" OR "x"'
 */
export function matchExpression(text: string, isTelling: (word: string) => boolean = () => true): string | undefined {
  const plain = text.slice(0, longestText).toWellFormed().normalize('NFKC').replace(humps, ' ');
  const words = [...new Set([...plain.matchAll(word)].map(([found]) => found))].filter((each) =>
    isTelling(each.toLowerCase()),
  );
  return words.length === 0
    ? undefined
    : words
        .slice(0, mostWords)
        .map((each) => `"${each}"`)
        .join(' OR ');
}
