const vowel = /[aeiouy]/;
const doubled = /([bdgmnprt])\1$/;
// Endings that turn a stem into another word of its family, the longest first.
const families: readonly (readonly [ending: string, instead: string])[] = [
  ['ization', 'ize'],
  ['isation', 'ize'],
  ['ational', 'ate'],
  ['fulness', 'ful'],
  ['iveness', 'ive'],
  ['ation', 'ate'],
  ['ments', 'ment'],
  ['ingly', 'ing'],
  ['ising', 'ize'],
  ['ised', 'ize'],
  ['ise', 'ize'],
  ['ator', 'ate'],
];
const shortest = 3;

/**
 * The stem that inflected forms of an English word share: plural, `-ing`, `-ed`, and a few families (`-ation`). Lighter
 * than Porter's: names of tools stay what they are.
 *
 * @param lower - a word in lower case
 * @example
 * wordStem('tests'); // 'test'
 * wordStem('formatting'); // 'format'
 */
export function wordStem(lower: string): string {
  if (lower.length <= shortest || /\d/.test(lower)) return lower;
  return withoutE(inFamily(withoutTense(withoutPlural(lower))));
}

function withoutPlural(text: string): string {
  if (text.endsWith('ies') && text.length > 4) return `${text.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(text)) return text.slice(0, -2);
  return /[^sui]s$/.test(text) ? text.slice(0, -1) : text;
}

function withoutTense(text: string): string {
  const [ending] = /(?:ing|ed)$/.exec(text) ?? [];
  if (ending === undefined) return text;
  const stem = text.slice(0, -ending.length);
  if (stem.length < shortest || !vowel.test(stem)) return text;
  return doubled.test(stem) ? stem.slice(0, -1) : stem;
}

function inFamily(text: string): string {
  const found = families.find(([ending]) => text.endsWith(ending) && text.length >= ending.length + shortest);
  return found === undefined ? text : text.slice(0, -found[0].length) + found[1];
}

function withoutE(text: string): string {
  return text.length > shortest + 1 && text.endsWith('e') ? text.slice(0, -1) : text;
}
