import { expect, test } from 'vitest';
import { CachedEmbedder } from './cached-embedder.ts';

function recordingEmbedder(fails: (text: string) => boolean = () => false) {
  const batches: (readonly string[])[] = [];
  return {
    batches,
    id: 'recorder',
    dimensions: 1,
    embed: async (texts: readonly string[]) => {
      batches.push(texts);
      if (texts.some(fails)) throw new Error('the model is away');
      return texts.map((text) => Float32Array.of(text.length));
    },
  };
}

test('asks for many texts in one batch, each once, and answers in their order', async () => {
  const inner = recordingEmbedder();
  const cached = new CachedEmbedder(inner);

  const vectors = await cached.embed(['aaa', 'b', 'aaa']);
  await cached.embed(['b', 'cc']);

  expect(vectors.map(([value]) => value)).toEqual([3, 1, 3]);
  expect(inner.batches).toEqual([['aaa', 'b'], ['cc']]);
});

test('two askers at once share one answer', async () => {
  const inner = recordingEmbedder();
  const cached = new CachedEmbedder(inner);

  await Promise.all([cached.embed(['a']), cached.embed(['a'])]);

  expect(inner.batches).toHaveLength(1);
});

test('a failure is told and tried again, not remembered', async () => {
  let isAway = true;
  const inner = recordingEmbedder(() => isAway);
  const cached = new CachedEmbedder(inner);

  await expect(cached.embed(['a', 'b'])).rejects.toThrow('the model is away');
  isAway = false;

  expect((await cached.embed(['a']))[0]).toEqual(Float32Array.of(1));
});

test('forgets what was not asked for the longest', async () => {
  const inner = recordingEmbedder();
  const cached = new CachedEmbedder(inner, { size: 2 });
  await cached.embed(['a']);
  await cached.embed(['b']);
  await cached.embed(['a']);
  await cached.embed(['c']);

  await cached.embed(['a']);
  await cached.embed(['b']);

  expect(inner.batches).toEqual([['a'], ['b'], ['c'], ['b']]);
  cached.clear();
  await cached.embed(['a']);
  expect(inner.batches).toHaveLength(5);
});

test('more texts at once than it remembers are all answered', async () => {
  const cached = new CachedEmbedder(recordingEmbedder(), { size: 1 });

  expect((await cached.embed(['a', 'bb', 'ccc'])).map(([value]) => value)).toEqual([1, 2, 3]);
  expect(() => new CachedEmbedder(recordingEmbedder(), { size: 0 })).toThrow(RangeError);
});
