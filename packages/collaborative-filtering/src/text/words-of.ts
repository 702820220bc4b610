const longestWord = 64;
const word = /[\p{L}\p{N}]+/gu;
const marks = /\p{M}+/gu;
// `parseHTTPRequest` is three words; so is `K8sManifest` with its digits kept.
const humps = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;

/**
 * The words of a text in their order: lower case, without accents, split at hyphens, underscores and humps.
 *
 * @example
 * wordsOf('pytest-run: Über parseHTTPRequest'); // ['pytest', 'run', 'uber', 'parse', 'http', 'request']
 */
export function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(marks, '').replace(humps, ' ').toLowerCase();
  return [...plain.matchAll(word)].map(([found]) => found.slice(0, longestWord));
}

// Words that say nothing about a subject; the last rows are what descriptions of skills are made of.
const commonWords: ReadonlySet<string> = new Set(
  (
    'a about after all also an and any are as at be been before being but by can could do does each else etc every for ' +
    'from had has have how i if in into is it its just like may me might more most must my need needs no not of on ' +
    'one only or other our out over own per same shall she should so some such than that the their them then there ' +
    'these they this those through to too under until up upon us user users very via was we were what when where ' +
    'whether which while who why will with within without would you your ' +
    'ask asked asks e g guide help helps including invoke mention mentions skill skills trigger triggers use used ' +
    'using want wants'
  ).split(' '),
);

/** Whether a word (as `wordsOf` gives it) carries a subject. */
export function isTelling(candidate: string): boolean {
  return !commonWords.has(candidate);
}
