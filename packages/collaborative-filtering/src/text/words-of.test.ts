import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordStem } from './word-stem.ts';
import { isTelling, wordsOf } from './words-of.ts';

test('splits names and sentences into plain lower-case words', () => {
  expect(wordsOf('pytest-run: Über parseHTTPRequest, k8s_deploy (v2)')).toEqual([
    'pytest',
    'run',
    'uber',
    'parse',
    'http',
    'request',
    'k8s',
    'deploy',
    'v2',
  ]);
  expect(wordsOf('数据 分析')).toEqual(['数据', '分析']);
  expect(wordsOf(' -- ')).toEqual([]);
});

test('gives words of letters and digits alone, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const word of wordsOf(text)) expect(word).toMatch(/^[\p{L}\p{N}]{1,64}$/u);
    }),
  );
});

test.each([
  ['tests', 'test'],
  ['testing', 'test'],
  ['tested', 'test'],
  ['formatting', 'formatt'.slice(0, 6)],
  ['libraries', 'library'],
  ['classes', 'class'],
  ['access', 'access'],
  ['optimization', 'optimiz'],
  ['optimizing', 'optimiz'],
  ['deploy', 'deploy'],
  ['k8s', 'k8s'],
  ['bus', 'bus'],
  ['string', 'string'],
])('takes %s for %s', (word, stem) => {
  expect(wordStem(word)).toBe(stem);
});

test('tells words of a subject from those of every sentence', () => {
  expect(wordsOf('Use this skill when the user wants to deploy').filter(isTelling)).toEqual(['deploy']);
});
