import type { TaxonomySeed } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { engineNames, openOn } from '../../test/each-engine.ts';
import { aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { SkillPairRepository } from '../dependencies/skill-pair-repository.ts';
import { updateDependencies } from '../skills-storage/skill-dependencies.ts';
import { TaxonomyRepository } from './taxonomy-repository.ts';

const seed: TaxonomySeed = {
  categories: [
    { categoryName: 'Linting', domain: 'code', description: 'Style', examples: ['ruff-check', 'isort'] },
    { categoryName: 'Testing', domain: 'testing', description: 'Tests', examples: ['pytest-run', 'ruff-check'] },
  ],
  modalities: [
    {
      skillName: 'sphinx-build',
      modalityType: 'documentation',
      inputFormat: 'rst_docs',
      outputFormat: 'html_docs',
      requiresHumanReview: true,
    },
    {
      skillName: 'pytest-run',
      modalityType: 'testing',
      inputFormat: 'python_tests',
      outputFormat: 'test_results',
      requiresHumanReview: false,
    },
  ],
  dependencies: [{ skills: ['ruff-check', 'black-format'], lift: 3.5 }],
};

describe.for(engineNames)('on %s', (name) => {
  test('a seed may be written any number of times and breaks no foreign key', { timeout: 60_000 }, async () => {
    const engine = await openOn(name);
    const taxonomy = new TaxonomyRepository({ engine });
    await taxonomy.seed(seed, noonMs);
    const first = await taxonomy.taxonomy();

    await taxonomy.seed(seed, noonMs + 1);

    expect(await taxonomy.taxonomy()).toEqual(first);
    expect(await engine.all('PRAGMA foreign_key_check')).toEqual([]);
    expect(first.categories).toMatchObject([
      { categoryName: 'Linting', domain: 'code', skills: 2 },
      { categoryName: 'Testing', skills: 2 },
    ]);
    expect(first.mappings).toMatchObject([
      { skillName: 'isort', categoryName: 'Linting', confidence: 1, source: 'seeded' },
      { skillName: 'pytest-run', categoryName: 'Testing' },
      { skillName: 'ruff-check', categoryName: 'Linting' },
      { skillName: 'ruff-check', categoryName: 'Testing' },
    ]);
    expect(first.modalities.map(({ requiresHumanReview }) => requiresHumanReview)).toEqual([false, true]);
    // In the order of their names, whatever the seed says.
    expect(first.dependencies).toEqual([
      { skillA: 'black-format', skillB: 'ruff-check', coOccurrenceCount: 1, lift: 3.5 },
    ]);
  });

  test(
    'what a person says sticks, through seed and classifier, until it is taken back',
    { timeout: 60_000 },
    async () => {
      const engine = await openOn(name);
      const taxonomy = new TaxonomyRepository({ engine });
      const wheresOf = async (skillName: string): Promise<unknown> =>
        (await taxonomy.taxonomy()).mappings
          .filter((each) => each.skillName === skillName)
          .map(({ categoryName, source }) => [categoryName, source]);
      await taxonomy.seed(seed, noonMs);
      await taxonomy.assignAutomatically([{ skillName: 'lint-fix', categoryName: 'Testing', confidence: 0.7 }], noonMs);

      await taxonomy.choose('ruff-check', 'linting', noonMs);
      await taxonomy.choose('lint-fix', null, noonMs);
      await taxonomy.seed(seed, noonMs);
      const guesses = ['ruff-check', 'lint-fix'].map((skillName) => ({
        skillName,
        categoryName: 'Testing',
        confidence: 0.9,
      }));
      await taxonomy.assignAutomatically(guesses, noonMs);

      expect(await wheresOf('ruff-check')).toEqual([['Linting', 'manual']]);
      expect(await wheresOf('lint-fix')).toEqual([[null, 'manual']]);
      await taxonomy.forget('lint-fix');
      await taxonomy.forget('ruff-check');
      await taxonomy.assignAutomatically(guesses, noonMs);
      expect(await wheresOf('lint-fix')).toEqual([['Testing', 'automatic']]);
      expect(await wheresOf('ruff-check')).toEqual([['Testing', 'automatic']]);
      await taxonomy.seed(seed, noonMs);
      expect(await wheresOf('ruff-check')).toContainEqual(['Testing', 'seeded']);
    },
  );
});

test('what the classifier said before goes, what others wrote stays', async () => {
  const { engine } = await openTestLog();
  const taxonomy = new TaxonomyRepository({ engine });
  await taxonomy.seed(seed, noonMs);
  await engine.transaction(async (transaction) => {
    await transaction.run(`INSERT INTO skill_metrics (skill_name) VALUES ('by-hand')`);
    await transaction.run(`INSERT INTO skill_category_mapping (skill_name, category_id, confidence_score)
      SELECT 'by-hand', category_id, 0.4 FROM skill_categories WHERE category_name = 'Linting'`);
  });
  await taxonomy.assignAutomatically([{ skillName: 'old', categoryName: 'Testing', confidence: 0.6 }], noonMs);

  const guesses = ['by-hand', 'new', 'isort'].map((skillName) => ({
    skillName,
    categoryName: 'Testing',
    confidence: 0.8,
  }));
  const written = await taxonomy.assignAutomatically(guesses, noonMs);
  const { mappings } = await taxonomy.taxonomy();

  expect(written).toBe(1);
  expect(mappings.filter(({ source }) => source === 'automatic')).toEqual([
    { skillName: 'new', categoryName: 'Testing', confidence: 0.8, source: 'automatic' },
  ]);
  expect(mappings).toContainEqual({ skillName: 'by-hand', categoryName: 'Linting', confidence: 0.4, source: 'manual' });
});

test('seeded pairs are kept apart from measured ones and outlive a measurement', async () => {
  const { engine, record } = await openTestLog();
  const taxonomy = new TaxonomyRepository({ engine });
  await taxonomy.seed(seed, noonMs);
  for (const sessionId of ['a', 'b', 'c']) {
    // oxlint-disable-next-line no-await-in-loop -- one session after the other
    await record(aCall({ skillName: 'lint', sessionId }), aCall({ skillName: 'push', sessionId }));
  }

  await updateDependencies(engine, noonMs, { minCoOccurrence: 2 });
  await taxonomy.seed(seed, noonMs);

  const pairs = await new SkillPairRepository({ engine }).seeded();
  expect(pairs).toEqual([{ skillA: 'black-format', skillB: 'ruff-check', lift: 3.5 }]);
  expect((await taxonomy.taxonomy()).dependencies.map(({ skillA, skillB }) => [skillA, skillB])).toContainEqual([
    'black-format',
    'ruff-check',
  ]);
});

test('a pair that the predecessor stored the other way round is not stored again', async () => {
  const { engine } = await openTestLog();
  await engine.transaction(async (transaction) => {
    await transaction.run(`INSERT INTO skill_metrics (skill_name) VALUES ('ruff-check'), ('black-format')`);
    await transaction.run(
      `INSERT INTO skill_dependencies (skill_a, skill_b, lift_score) VALUES ('ruff-check', 'black-format', 3.5)`,
    );
  });
  const taxonomy = new TaxonomyRepository({ engine });

  await taxonomy.seed(seed, noonMs);

  expect((await taxonomy.taxonomy()).dependencies).toHaveLength(1);
});

test('a category that is not there is an error, and nothing is changed', async () => {
  const { engine } = await openTestLog();
  const taxonomy = new TaxonomyRepository({ engine });

  await expect(taxonomy.choose('x', 'Nope', noonMs)).rejects.toMatchObject({ code: 'not-found' });
  expect(await engine.all('SELECT count(*) FROM skill_metrics')).toEqual([[0]]);
});

test('a skill of the seed that never ran is in the catalog view', async () => {
  const { engine } = await openTestLog();
  await new TaxonomyRepository({ engine }).seed(seed, noonMs);

  expect(
    await engine.all(
      `SELECT modality_type, total_sessions, category_name FROM v_multimodal_skill_catalog WHERE skill_name = 'pytest-run'`,
    ),
  ).toEqual([['testing', 0, 'Testing']]);
});
