import { randomBits } from '@skills/analytics';
import { expect, test } from 'vitest';
import { discreteLaplace } from './discrete-laplace.ts';

test.each([0.5, 3, 40])('has the probabilities of its definition at scale %f', (scale) => {
  const bits = randomBits(11);
  const draws = 200_000;
  const counts = new Map<number, number>();
  for (let draw = 0; draw < draws; draw += 1) {
    const value = discreteLaplace(bits, scale);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const falls = Math.exp(-1 / scale);
  for (const value of [-2, -1, 0, 1, 2, 5]) {
    const probability = ((1 - falls) / (1 + falls)) * falls ** Math.abs(value);
    const error = Math.sqrt((probability * (1 - probability)) / draws);
    expect(Math.abs((counts.get(value) ?? 0) / draws - probability)).toBeLessThan(5 * error + 1e-9);
  }
});

test.each([0, -1, Number.NaN, Infinity])('refuses a scale of %f', (scale) => {
  expect(() => discreteLaplace(randomBits(1), scale)).toThrow(`got ${scale}`);
});
