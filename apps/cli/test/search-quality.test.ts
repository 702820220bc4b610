import type { SearchMethod } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import {
  type CatalogEntry,
  groupQueries,
  hasSharedCatalog,
  licensedCatalog,
  searchOver,
  sharedCatalog,
  writtenQueries,
} from './judged-catalog.ts';
import { type JudgedQuery, type QualityFigures, rankingQuality } from './search-quality.ts';

async function measured(
  catalog: readonly CatalogEntry[],
  queries: readonly (JudgedQuery & { readonly own?: string })[],
): Promise<Readonly<Record<SearchMethod, QualityFigures>>> {
  const { search, engine } = await searchOver(catalog);
  const qualityOf = async (method: SearchMethod): Promise<QualityFigures> => {
    const rankings: (readonly string[])[] = [];
    for (const { text, own } of queries) {
      const { results } = await search.searchByQuery(text, { method, limit: 11 });
      rankings.push(results.map(({ skillName }) => skillName).filter((name) => name !== own));
    }
    return rankingQuality(queries, rankings);
  };
  const figures = {
    bm25: await qualityOf('bm25'),
    embedding: await qualityOf('embedding'),
    fused: await qualityOf('fused'),
  };
  await engine.close();
  return figures;
}

describe('search over the skills of the repository', () => {
  test('finds what written queries ask for, better than words alone', { timeout: 120_000 }, async () => {
    const catalog = licensedCatalog();
    const { bm25, fused } = await measured(catalog, writtenQueries(catalog));

    expect(fused.ndcg).toBeGreaterThan(bm25.ndcg);
    expect(fused.recall).toBeGreaterThan(bm25.recall);
    expect(fused.ndcg).toBeGreaterThan(0.8);
    expect(fused.recall).toBeGreaterThan(0.85);
  });

  test('finds the other skills of a plugin, better than words alone', { timeout: 120_000 }, async () => {
    const catalog = licensedCatalog();
    const { bm25, fused } = await measured(catalog, groupQueries(catalog));

    expect(fused.ndcg).toBeGreaterThan(bm25.ndcg + 0.02);
    expect(fused.recall).toBeGreaterThan(bm25.recall + 0.03);
  });
});

describe.skipIf(!hasSharedCatalog())('search over the shared catalogue (not beside this checkout: skipped)', () => {
  test('finds what written queries ask for, better than words alone', { timeout: 120_000 }, async () => {
    const catalog = sharedCatalog();
    const { bm25, embedding, fused } = await measured(catalog, writtenQueries(catalog));

    expect(fused.ndcg).toBeGreaterThan(bm25.ndcg + 0.01);
    expect(fused.recall).toBeGreaterThan(bm25.recall + 0.05);
    // The embeddings alone are as good here; words are for names and rare terms.
    expect(fused.ndcg).toBeGreaterThan(embedding.ndcg - 0.01);
  });
});

test('the measures are those of the definition', () => {
  const queries = [{ text: 'q', relevant: { a: 2, b: 1 } }];

  expect(rankingQuality(queries, [['a', 'b']])).toEqual({ ndcg: 1, recall: 1 });
  expect(rankingQuality(queries, [['x', 'a']]).ndcg).toBeCloseTo(3 / Math.log2(3) / (3 + 1 / Math.log2(3)), 12);
  expect(rankingQuality(queries, [[]])).toEqual({ ndcg: 0, recall: 0 });
});
