// Search, clusters and categories over the catalogue of skills: how good they are, and how long they take. Quality stands
// beside what each must beat: words alone (BM25) and embeddings alone. Speed is that of 210 skills (or the licensed 192),
// about as many as an installation with several plugins has; the floor of a search is the bare FTS5 query.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  adjustedRandIndex,
  chooseClusters,
  combinedSimilarities,
  NgramTextEmbedder,
} from '@skills/collaborative-filtering';
import type { SearchMethod } from '@skills/schema';
import { CategoryClassifier, labelledSkills } from '@skills/services';
import { SkillDocumentRepository } from '@skills/storage';
import { groupQueries, judgedCatalog, searchOver, writtenQueries } from '../test/judged-catalog.ts';
import { type JudgedQuery, rankingQuality } from '../test/search-quality.ts';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const runs = values.small === true ? 11 : 51;
const methods = ['bm25', 'embedding', 'fused'] as const satisfies readonly SearchMethod[];

const print = (text: string): boolean => process.stdout.write(`${text}\n`);

function medianMs(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

async function timed(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedMs = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- runs must not disturb each other
    await work();
    times.push(performance.now() - startedMs);
  }
  return medianMs(times);
}

const catalog = judgedCatalog();
const { search, engine } = await searchOver(catalog);
const index = new SkillDocumentRepository({ engine });
const written = writtenQueries(catalog);

async function rankingsOf(
  method: SearchMethod,
  queries: readonly (JudgedQuery & { readonly own?: string })[],
): Promise<readonly (readonly string[])[]> {
  const rankings: (readonly string[])[] = [];
  for (const { text, own } of queries) {
    // oxlint-disable-next-line no-await-in-loop -- one query after the other
    const { results } = await search.searchByQuery(text, { method, limit: 11 });
    rankings.push(results.map(({ skillName }) => skillName).filter((name) => name !== own));
  }
  return rankings;
}

/** Mean gain in NDCG@10 of one ranking over the other, with its standard error. */
function gainOf(
  queries: readonly JudgedQuery[],
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
): string {
  const gains = queries.map((query, at) => {
    const ndcg = (rankings: typeof before): number => rankingQuality([query], [rankings[at] ?? []]).ndcg;
    return ndcg(after) - ndcg(before);
  });
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
  return `${mean.toFixed(3)} ± ${Math.sqrt(variance / gains.length).toFixed(3)}`;
}

// Weights and constants were chosen on these queries, so that small differences mean nothing; each stands beside its
// standard error, over queries.
const sets = { 'written queries': written, 'others of the plugin': groupQueries(catalog) } as const;
const quality: Record<string, Record<string, { ndcg: number; recall: number }>> = {};
print(
  `\n${catalog.length} skills                 queries   NDCG@10 and recall@10 of BM25, embeddings, both; gain of both over BM25`,
);
for (const [name, queries] of Object.entries(sets)) {
  const row: Record<string, { ndcg: number; recall: number }> = {};
  const rankings = new Map<SearchMethod, readonly (readonly string[])[]>();
  for (const method of methods) {
    const ranked = await rankingsOf(method, queries);
    rankings.set(method, ranked);
    row[method] = rankingQuality(queries, ranked);
  }
  quality[name] = row;
  const gain = gainOf(queries, rankings.get('bm25') ?? [], rankings.get('fused') ?? []);
  const cells = methods.map((method) => `${row[method]?.ndcg.toFixed(3)} ${row[method]?.recall.toFixed(3)}`);
  print(`${name.padEnd(28)}${String(queries.length).padStart(5)}   ${cells.join('   ')}   ${gain}`);
}

const texts = catalog.map(({ name, description }) => `${name}. ${name}. ${description}`);
const embedder = NgramTextEmbedder.learn(texts);
const body = embedder.pack();
const grouped = catalog.filter(({ group }) => group !== undefined);
const matrix = combinedSimilarities([
  { weight: 1, vectors: grouped.map(({ name, description }) => embedder.embedOne(`${name}. ${name}. ${description}`)) },
]);
const clustering = chooseClusters(matrix);
const ari = adjustedRandIndex(
  clustering.labels,
  grouped.map(({ group }) => group ?? ''),
);
print(
  `\nclusters of ${grouped.length} skills by text: ${Math.max(...clustering.labels) + 1}, silhouette ${clustering.silhouette?.toFixed(2)}, adjusted Rand index against ${new Set(grouped.map(({ group }) => group)).size} plugins ${ari.toFixed(3)}`,
);
const { figures } = new CategoryClassifier(labelledSkills);
print(
  `categories of ${figures.samples} labelled skills, each left out: accuracy ${figures.accuracy.toFixed(3)}, calibration error ${figures.calibrationError.toFixed(3)}`,
);

let at = 0;
const nextQuery = (): string => written[at++ % written.length]?.text ?? '';
const times = {
  'BM25 query alone (floor)': await timed(() => index.byWords(nextQuery(), { limit: 10 })),
  'search, warm': await timed(() => search.searchByQuery(nextQuery())),
  'refresh when nothing changed': await timed(() => search.refresh()),
  'embed one query': await timed(() => embedder.embedOne(nextQuery())),
  'restore the stored model': await timed(() => NgramTextEmbedder.restore(body)),
  'learn the model anew': await timed(() => NgramTextEmbedder.learn(texts)),
  'fit the classifier': await timed(() => new CategoryClassifier(labelledSkills)),
  cluster: await timed(() => chooseClusters(matrix)),
};
print(`\nmedian of ${runs}${' '.repeat(24)}ms`);
for (const [name, ms] of Object.entries(times)) print(`${name.padEnd(32)}${ms.toFixed(2).padStart(8)}`);
print(`model ${(body.length / 1024).toFixed(0)} KiB`);
await engine.close();
if (values.json !== undefined) {
  writeFileSync(
    values.json,
    JSON.stringify({ quality, ari, silhouette: clustering.silhouette, classifier: figures, times }),
  );
}
