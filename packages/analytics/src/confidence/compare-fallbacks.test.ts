import { seededRandom } from '@skills/testing';
import { describe, expect, test } from 'vitest';
import { type AfterFailures, compareFallbacks } from './compare-fallbacks.ts';

function after(next: string, tried: number, resolved: number): AfterFailures {
  return { next, isRetry: next === 'Bash', tried, resolved };
}

describe('fallbacks', () => {
  test('are tools that helped more often than trying again, with counts and intervals', () => {
    const { retry, better } = compareFallbacks([after('Bash', 40, 8), after('Grep', 30, 27), after('Read', 30, 7)]);

    expect(retry).toMatchObject({ tried: 40, resolved: 8, rate: 0.2 });
    expect(better).toMatchObject([{ next: 'Grep', tried: 30, resolved: 27, rate: 0.9, advantage: 0.7 }]);
    expect(better[0]?.advantageInterval.lower).toBeGreaterThan(0.4);
  });

  test('are none when nobody tried again, because then nothing is known to be better', () => {
    expect(compareFallbacks([after('Grep', 50, 50)]).better).toEqual([]);
  });

  test('are none from few tries', () => {
    expect(compareFallbacks([after('Bash', 100, 0), after('Grep', 4, 4)]).better).toEqual([]);
  });

  test('are none without failures', () => {
    expect(compareFallbacks([])).toEqual({ retry: { tried: 0, resolved: 0, rate: null, interval: null }, better: [] });
  });
});

test('a tool that helps no more often than trying again is rarely named', () => {
  const random = seededRandom(9);
  const worlds = 1_000;
  let wrong = 0;
  for (let world = 0; world < worlds; world += 1) {
    const observed = Array.from({ length: 300 }, () => {
      const next = ['Bash', 'Read', 'Grep', 'Edit'][Math.floor(random() * 4)] ?? 'Bash';
      return after(next, 1, Number(random() < 0.6));
    });
    wrong += Number(compareFallbacks(observed).better.length > 0);
  }
  process.stdout.write(`fallbacks named where none is better: ${wrong / worlds} of worlds\n`);

  expect(wrong / worlds).toBeLessThan(0.05);
});
