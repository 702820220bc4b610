import { expect, test } from 'vitest';
import { AnswerCache } from './answer-cache.ts';

/** A cache, and how often each question was asked. */
function aCache(characters = 1000) {
  const cache = new AnswerCache({ characters });
  const asked: string[] = [];
  const get = (question: string, version = '1', json: string | undefined = `"${question}"`) =>
    cache.get(question, version, async () => {
      asked.push(question);
      return json;
    });
  return { cache, asked, get };
}

test('asks once until the version is another', async () => {
  const { asked, get } = aCache();
  expect([await get('top'), await get('top'), await get('top', '2'), await get('top', '2')]).toEqual(
    Array(4).fill('"top"'),
  );

  expect(asked).toEqual(['top', 'top']);
});

test('who asks the same at the same time waits for one answer', async () => {
  const { asked, get } = aCache();
  await Promise.all([get('top'), get('top'), get('show')]);

  expect(asked).toEqual(['top', 'show']);
});

test('lets go of what was asked longest ago when there is too much', async () => {
  const { asked, get } = aCache(100);
  await get('a', '1', 'x'.repeat(40));
  await get('b', '1', 'x'.repeat(40));
  await get('a');
  await get('c', '1', 'x'.repeat(40));
  await get('a');
  await get('b');

  expect(asked).toEqual(['a', 'b', 'c', 'b']);
});

test('keeps neither a failure nor a question that is none', async () => {
  const { cache, asked, get } = aCache();
  await expect(cache.get('top', '1', () => Promise.reject(new Error('busy')))).rejects.toThrow('busy');
  await get('top');
  const none = () =>
    cache.get('none', '1', async () => {
      asked.push('none');
      return undefined;
    });
  await none();
  await none();

  expect(asked).toEqual(['top', 'none', 'none']);
});
