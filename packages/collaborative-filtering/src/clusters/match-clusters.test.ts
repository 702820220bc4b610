import { expect, test } from 'vitest';
import { distinctiveTerms } from './distinctive-terms.ts';
import { matchClusters } from './match-clusters.ts';

test('a cluster continues the earlier one that it shares most with', () => {
  const earlier = [
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ];

  expect(
    matchClusters(
      [
        ['d', 'e', 'f', 'g'],
        ['a', 'b'],
        ['x', 'y'],
      ],
      earlier,
    ),
  ).toEqual([1, 0, undefined]);
});

test('of two halves of an earlier cluster one continues it', () => {
  expect(
    matchClusters(
      [
        ['a', 'b'],
        ['c', 'd', 'e'],
      ],
      [['a', 'b', 'c', 'd', 'e']],
    ),
  ).toEqual([undefined, 0]);
  expect(matchClusters([['a'], ['q']], [['a', 'b', 'c', 'd', 'e']])).toEqual([undefined, undefined]);
});

test('terms are those of the group and not of all', () => {
  const [payments, clusters] = distinctiveTerms(
    [
      ['stripe payments. use for code', 'paypal payments. use for code', 'billing payment code'],
      ['kubernetes code', 'helm for kubernetes code'],
    ],
    1,
  );

  expect([payments, clusters]).toEqual([['payments'], ['kubernetes']]);
  expect(distinctiveTerms([['the of'], []], 2)).toEqual([[], []]);
});
