import type { TextEmbedder } from '@skills/collaborative-filtering';
import { describe, expect, test } from 'vitest';
import { memoryIndex, type MemoryIndex } from '../../test/memory-index.ts';
import type { PhaseHistoryPort } from './search-ports.ts';
import { SkillSearch } from './skill-search.ts';

const skills = [
  { skillName: 'pdf', description: 'Fills in forms of PDF files and merges them', isInstalled: true },
  { skillName: 'xlsx', description: 'Spreadsheets with formulas', category: 'Office', isInstalled: true },
  { skillName: 'stripe', description: 'Recurring payments and subscriptions', category: 'Payments' },
  { skillName: 'paypal', description: 'Payments with PayPal checkout', category: 'Payments' },
  { skillName: 'helm', description: 'Charts for Kubernetes deployments' },
  { skillName: 'pytest-run', description: 'Runs unit tests' },
];

const noHistory: PhaseHistoryPort = { phaseHistories: async () => new Map() };

async function searchOf(
  index: MemoryIndex = memoryIndex(skills),
  histories: PhaseHistoryPort = noHistory,
): Promise<SkillSearch> {
  const search = new SkillSearch({ index, histories });
  await search.refresh();
  return search;
}

async function namesOf(found: ReturnType<SkillSearch['searchByQuery']>): Promise<readonly string[]> {
  return (await found).results.map(({ skillName }) => skillName);
}

describe('searching', () => {
  test('finds each skill once, the best first', async () => {
    const search = await searchOf();

    const { results, searched } = await search.searchByQuery('forms of a pdf');

    expect(results[0]).toMatchObject({ skillName: 'pdf', bm25Rank: 1, embeddingRank: 1, phaseAffinity: null });
    expect(new Set(results.map(({ skillName }) => skillName)).size).toBe(results.length);
    expect(searched).toBe(skills.length);
  });

  test('finds what is written wrongly through parts of words', async () => {
    const search = await searchOf();

    expect(await namesOf(search.searchByQuery('kubernets', { limit: 1 }))).toEqual(['helm']);
    expect((await search.searchByQuery('kubernets', { method: 'bm25' })).results).toEqual([]);
  });

  test('a query that is the name of a skill finds it first, whatever others say', async () => {
    const index = memoryIndex([
      { skillName: 'office:pdf', description: 'Documents of many kinds, letters, invoices and reports' },
      { skillName: 'pdf-extract', description: '' },
      { skillName: 'pdf-pdf', description: 'pdf pdf pdf' },
    ]);
    const search = await searchOf(index);

    expect((await search.searchByQuery(' PDF ')).results[0]).toMatchObject({ skillName: 'office:pdf', score: 1 });
  });

  test('narrows by category, installation and number', async () => {
    const search = await searchOf();
    const text = 'payments forms spreadsheets';

    expect((await namesOf(search.searchByQuery(text, { category: 'payments' }))).toSorted()).toEqual([
      'paypal',
      'stripe',
    ]);
    expect((await namesOf(search.searchByQuery(text, { installedOnly: true }))).toSorted()).toEqual(['pdf', 'xlsx']);
    expect(await namesOf(search.searchByQuery(text, { limit: 2 }))).toHaveLength(2);
  });

  test('a text that says nothing finds nothing, and an index that was never made has nothing', async () => {
    const search = await searchOf();
    const fresh = new SkillSearch({ index: memoryIndex(skills), histories: noHistory });

    expect(await namesOf(search.searchByQuery('*** the of'))).toEqual([]);
    expect(await fresh.searchByQuery('pdf')).toMatchObject({ searched: 0, results: [] });
  });

  test('refuses a number and a weight that are none', async () => {
    const search = await searchOf();

    await expect(search.searchByQuery('x', { limit: 0 })).rejects.toThrow(RangeError);
    await expect(search.searchByQuery('x', { phaseWeight: 30 })).rejects.toThrow(RangeError);
  });
});

describe('searching for a phase', () => {
  // Equal texts, so that the phase alone decides.
  const twins = ['elsewhere', 'failing', 'new', 'working'].map((skillName) => ({ skillName, description: 'deploys' }));
  const histories: PhaseHistoryPort = {
    phaseHistories: async () =>
      new Map([
        ['working', { calls: 20, boost: 20 }],
        ['failing', { calls: 20, boost: 10 }],
        ['elsewhere', { calls: 20, boost: 6 }],
      ]),
  };

  test('success in it comes before failure in it, and that before success in another', async () => {
    const search = await searchOf(memoryIndex(twins), histories);

    const { results, workflowPhase } = await search.searchByQuery('deploys', {
      method: 'bm25',
      workflowPhase: 'cleanup',
      phaseWeight: 1,
    });

    expect(workflowPhase).toBe('cleanup');
    expect(results.map(({ skillName }) => skillName)).toEqual(['working', 'failing', 'elsewhere', 'new']);
    expect(results.map(({ phaseAffinity }) => phaseAffinity?.toFixed(2))).toEqual(['0.94', '0.48', '0.30', '0.30']);
  });

  test('counts for so much of the score, and without a phase for nothing', async () => {
    const search = await searchOf(memoryIndex(twins), histories);

    const [first] = (await search.searchByQuery('deploys', { workflowPhase: 'cleanup' })).results;
    const plain = await search.searchByQuery('deploys');

    expect(first?.skillName).toBe('working');
    expect(first?.score).toBeLessThanOrEqual(1);
    expect(plain.results.every(({ phaseAffinity }) => phaseAffinity === null)).toBe(true);
  });
});

describe('similar skills', () => {
  test('are as many as asked for, never the skill itself', async () => {
    const search = await searchOf();

    const { results } = await search.getSimilarSkills('stripe', { limit: 3 });

    expect(results).toHaveLength(3);
    expect(results[0]?.skillName).toBe('paypal');
    expect(results.map(({ skillName }) => skillName)).not.toContain('stripe');
  });

  test('of a skill that is not there are an error', async () => {
    await expect((await searchOf()).getSimilarSkills('nope')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the index', () => {
  test('is made anew when a skill comes, goes or changes, and not otherwise', async () => {
    const index = memoryIndex(skills);
    const search = await searchOf(index);

    expect(await search.refresh()).toBe(false);
    index.skills = index.skills.map((skill) =>
      skill.skillName === 'pdf' ? { ...skill, description: 'Whales' } : skill,
    );
    expect(await search.refresh()).toBe(true);
    expect(await namesOf(search.searchByQuery('whale', { limit: 1 }))).toEqual(['pdf']);
    index.skills = index.skills.slice(1);
    expect(await search.refresh()).toBe(true);
    expect(index.made).toBe(3);
  });

  test('may be embedded by another embedder, and is made anew for it', async () => {
    const index = memoryIndex(skills);
    await searchOf(index);
    const constant: TextEmbedder = {
      id: 'constant',
      dimensions: 384,
      embed: async (texts) => texts.map(() => new Float32Array(384).fill(1 / Math.sqrt(384))),
    };
    const search = new SkillSearch({ index, histories: noHistory, embedder: constant });

    expect(await search.refresh()).toBe(true);
    expect(await search.refresh()).toBe(false);
    const { results } = await search.searchByQuery('anything', { method: 'embedding' });
    expect(results.map(({ similarity }) => similarity.toFixed(3))).toEqual(skills.map(() => '1.000'));
  });
});
