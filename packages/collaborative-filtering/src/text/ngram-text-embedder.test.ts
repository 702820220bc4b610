import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FeatureRarity, sparseProduct } from './feature-rarity.ts';
import { NgramTextEmbedder } from './ngram-text-embedder.ts';
import { textFeatures } from './text-features.ts';

const corpus = [
  'stripe payments: subscriptions and recurring billing for customers',
  'billing automation: invoices, dunning and recurring payments',
  'kubernetes manifests and helm charts for deployment',
  'gitops deployment of kubernetes clusters',
  'unit tests with pytest and fixtures',
  'screen reader tests for accessible pages',
];

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

test('puts texts of one subject nearer than texts of others', () => {
  const embedder = NgramTextEmbedder.learn(corpus);
  const near = (text: string): number => {
    const asked = embedder.embedOne(text);
    const similarities = corpus.map((other) => cosine(asked, embedder.embedOne(other)));
    return similarities.indexOf(Math.max(...similarities));
  };

  expect(near('send an invoice')).toBe(1);
  expect(near('kubernets helm')).toBe(2);
  expect(near('write tests in pytest')).toBe(4);
});

test('finds what shares no word with the text through what similar texts have in common', () => {
  const embedder = NgramTextEmbedder.learn(corpus);

  // The first text has `recurring` and `billing` in common with the only one that has `dunning`.
  const similarities = corpus.map((text) => cosine(embedder.embedOne('dunning'), embedder.embedOne(text)));

  expect(similarities[0]).toBeGreaterThan(0.15);
  expect(Math.max(...similarities.slice(2))).toBeLessThan(0.1);
});

test('gives vectors of length 1, or zeros for a text that has nothing in common with the corpus', () => {
  const embedder = NgramTextEmbedder.learn(corpus);

  expect(embedder.embedOne('helm')).toHaveLength(384);
  expect(Math.hypot(...embedder.embedOne('helm'))).toBeCloseTo(1, 5);
  expect([...embedder.embedOne('of the'), ...embedder.embedOne('鯨')].every((value) => value === 0)).toBe(true);
  expect(
    NgramTextEmbedder.learn([])
      .embedOne('helm')
      .every((value) => value === 0),
  ).toBe(true);
});

test('learns the same, bit for bit, from the same texts in any order and with repetitions', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(corpus, { minLength: corpus.length }),
      fc.constantFrom(...corpus),
      (order, again) => {
        const first = NgramTextEmbedder.learn(corpus);
        const second = NgramTextEmbedder.learn([...order, again]);

        expect(second.id).toBe(first.id);
        expect(second.embedOne('helm charts')).toEqual(first.embedOne('helm charts'));
      },
    ),
    { numRuns: 20 },
  );
});

test('a stored model embeds bit for bit the same; another corpus is another model', () => {
  const embedder = NgramTextEmbedder.learn(corpus);
  const restored = NgramTextEmbedder.restore(embedder.pack());

  expect(restored?.id).toBe(embedder.id);
  for (const text of [...corpus, 'deploy with helm']) expect(restored?.embedOne(text)).toEqual(embedder.embedOne(text));
  expect(NgramTextEmbedder.learn(corpus.slice(1)).id).not.toBe(embedder.id);
});

test('takes no bytes for a model that are none', () => {
  const packed = NgramTextEmbedder.learn(corpus).pack();

  expect(NgramTextEmbedder.restore(packed.slice(4))).toBeUndefined();
  expect(NgramTextEmbedder.restore(packed.slice(0, -4))).toBeUndefined();
  expect(NgramTextEmbedder.restore(new Uint8Array([1, 2, 3]))).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(NgramTextEmbedder.restore(bytes)).toBeUndefined();
    }),
  );
});

test('products within the corpus are those of the sparse vectors, K + aK²', () => {
  const features = corpus.map(textFeatures);
  const rarity = FeatureRarity.learn(features);
  const vectors = features.map((each) => rarity.weigh(each));
  const kernel = vectors.map((a) => vectors.map((b) => sparseProduct(a, b)));
  const diffused = kernel.map((row) =>
    row.map((value, j) => value + 3 * row.reduce((sum, each, k) => sum + each * (kernel[k]?.[j] ?? 0), 0)),
  );
  const embedder = NgramTextEmbedder.learn(corpus);

  corpus.forEach((a, i) => {
    corpus.forEach((b, j) => {
      const norm = Math.sqrt((diffused[i]?.[i] ?? 0) * (diffused[j]?.[j] ?? 0));
      expect(cosine(embedder.embedOne(a), embedder.embedOne(b))).toBeCloseTo((diffused[i]?.[j] ?? 0) / norm, 4);
    });
  });
});
