import { wordStem } from '../text/word-stem.ts';
import { isTelling, wordsOf } from '../text/words-of.ts';

/**
 * Words that set each group of texts apart from the others: often in the texts of the group, rarely elsewhere (class-based
 * TF-IDF over the number of texts that have the word).
 *
 * @param groups - texts of each group
 * @returns up to `count` words per group, the most telling first; fewer when there are no more
 * @see Grootendorst (2022), BERTopic, arXiv:2203.05794
 */
export function distinctiveTerms(
  groups: readonly (readonly string[])[],
  count: number,
): readonly (readonly string[])[] {
  const counted = groups.map(stemCounts);
  const everywhere = new Map<string, number>();
  for (const stems of counted) {
    for (const [stem, { texts }] of stems) everywhere.set(stem, (everywhere.get(stem) ?? 0) + texts);
  }
  const average = [...everywhere.values()].reduce((sum, texts) => sum + texts, 0) / Math.max(1, groups.length);
  return counted.map((stems, group) =>
    [...stems]
      .map(([stem, { texts, words }]) => ({
        word: commonest(words),
        score: (texts / Math.max(1, groups[group]?.length ?? 0)) * Math.log(1 + average / (everywhere.get(stem) ?? 1)),
      }))
      .toSorted((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1))
      .slice(0, count)
      .map(({ word }) => word),
  );
}

type StemCount = { texts: number; readonly words: Map<string, number> };

/** In how many texts a stem is, and as which words. */
function stemCounts(texts: readonly string[]): ReadonlyMap<string, StemCount> {
  const counts = new Map<string, StemCount>();
  for (const text of texts) {
    const seen = new Set<string>();
    for (const word of wordsOf(text).filter((each) => isTelling(each) && each.length > 1 && !/^\d+$/.test(each))) {
      const stem = wordStem(word);
      const known = counts.get(stem) ?? { texts: 0, words: new Map<string, number>() };
      known.words.set(word, (known.words.get(word) ?? 0) + 1);
      if (!seen.has(stem)) known.texts += 1;
      seen.add(stem);
      counts.set(stem, known);
    }
  }
  return counts;
}

function commonest(words: ReadonlyMap<string, number>): string {
  const [best] = [...words].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best?.[0] ?? '';
}
