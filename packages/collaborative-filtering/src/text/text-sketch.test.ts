import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sketchSimilarity, textSketch } from './text-sketch.ts';

const words = fc.constantFrom(...'alpha beta gamma delta epsilon zeta eta theta iota kappa'.split(' '));

function runsOf(text: readonly string[]): ReadonlySet<string> {
  const count = Math.max(1, text.length - 2);
  return new Set(Array.from({ length: count }, (_, start) => text.slice(start, start + 3).join(' ')));
}

test('is the share of runs of three words in common, exactly for short texts', () => {
  const texts = fc.array(words, { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const [left, right] = [runsOf(a), runsOf(b)];
      const expected = left.intersection(right).size / left.union(right).size;

      expect(sketchSimilarity(textSketch(a.join(' ')), textSketch(b.join(' ')))).toBeCloseTo(expected, 9);
    }),
  );
});

test('estimates it for long texts', () => {
  const numbered = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, index) => `word${from + index}`).join(' ');

  const similarity = sketchSimilarity(textSketch(numbered(0, 5000)), textSketch(numbered(1000, 6000)));

  expect(similarity).toBeGreaterThan(4000 / 6000 - 0.1);
  expect(similarity).toBeLessThan(4000 / 6000 + 0.1);
});

test('an empty text is like nothing', () => {
  expect(sketchSimilarity(textSketch(''), textSketch(''))).toBe(0);
  expect(sketchSimilarity(textSketch('a b c d'), textSketch(' - '))).toBe(0);
});
