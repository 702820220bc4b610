import type { TaxonomyResult, TaxonomySeed } from '@skills/schema';
import { expect, test } from 'vitest';
import { seedTaxonomy } from './seed-taxonomy.ts';
import { SkillTaxonomy, type TaxonomyPort } from './skill-taxonomy.ts';

type Mapping = TaxonomyResult['mappings'][number];

/** Categories and mappings in memory. */
function memoryTaxonomy(mappings: Mapping[] = []): TaxonomyPort & { mappings: Mapping[]; seeds: TaxonomySeed[] } {
  const port: ReturnType<typeof memoryTaxonomy> = {
    mappings,
    seeds: [],
    seed: async (seed) => void port.seeds.push(seed),
    taxonomy: async () => ({
      categories: (port.seeds[0]?.categories ?? []).map(({ categoryName, domain, description }) => ({
        categoryName,
        domain,
        description,
        skills: 0,
      })),
      modalities: [],
      dependencies: [],
      mappings: port.mappings,
    }),
    choose: async (skillName, categoryName) => {
      port.mappings = [
        ...port.mappings.filter((mapping) => mapping.skillName !== skillName),
        { skillName, categoryName, confidence: 1, source: 'manual' },
      ];
    },
    forget: async (skillName) => {
      port.mappings = port.mappings.filter((mapping) => mapping.skillName !== skillName);
    },
    assignAutomatically: async (given) => {
      port.mappings = [
        ...port.mappings.filter(({ source }) => source !== 'automatic'),
        ...given.map((each): Mapping => ({ ...each, source: 'automatic' })),
      ];
      return given.length;
    },
  };
  return port;
}

const known = [
  { skillName: 'vitest-watch', description: 'Watches files and runs unit tests again' },
  { skillName: 'dinner', description: 'Cooks dinner for guests' },
  { skillName: 'k8s-rollout', description: 'Deploys services to Kubernetes and rolls out releases' },
];

async function opened(taxonomy = memoryTaxonomy()): Promise<{ port: typeof taxonomy; service: SkillTaxonomy }> {
  const service = new SkillTaxonomy({ taxonomy, skills: { knownSkills: async () => known }, now: () => 0 });
  await service.init();
  return { port: taxonomy, service };
}

test('the seed is 6 categories with their examples, 4 modalities and 4 dependencies', async () => {
  const { port } = await opened();

  expect(port.seeds).toEqual([seedTaxonomy]);
  expect(seedTaxonomy.categories).toHaveLength(6);
  expect(seedTaxonomy.modalities.filter((each) => each.requiresHumanReview).map((each) => each.skillName)).toEqual([
    'sphinx-build',
  ]);
  expect(seedTaxonomy.dependencies).toHaveLength(4);
});

test('puts unseen skills into categories, and leaves out what fits none', async () => {
  const { service } = await opened();

  const { mappings, assigned, unassigned, classifier } = await service.assign();

  expect(mappings.map(({ skillName, categoryName, source }) => [skillName, categoryName, source])).toEqual([
    ['vitest-watch', 'Testing', 'automatic'],
    ['k8s-rollout', 'Build & Deploy', 'automatic'],
  ]);
  expect([assigned, unassigned]).toEqual([2, 1]);
  expect(classifier?.accuracy).toBeGreaterThan(0.7);
});

test('leaves out what is less sure than asked for', async () => {
  const { service } = await opened();

  expect((await service.assign({ minConfidence: 1 })).assigned).toBe(0);
  await expect(service.assign({ minConfidence: 50 })).rejects.toThrow(RangeError);
});

test('what a person says sticks, and teaches', async () => {
  const { service } = await opened();

  await service.choose('vitest-watch', 'documentation');
  await service.choose('dinner', null);
  const { mappings, assigned } = await service.assign();

  expect(mappings).toContainEqual({
    skillName: 'vitest-watch',
    categoryName: 'Documentation',
    confidence: 1,
    source: 'manual',
  });
  expect(mappings).toContainEqual({ skillName: 'dinner', categoryName: null, confidence: 1, source: 'manual' });
  expect(assigned).toBe(1);
});

test('a word that is taken back leaves the classifier to decide', async () => {
  const { service } = await opened();
  await service.choose('vitest-watch', 'Documentation');

  const { mappings } = await service.forget('vitest-watch');

  expect(mappings.find(({ skillName }) => skillName === 'vitest-watch')).toMatchObject({
    categoryName: 'Testing',
    source: 'automatic',
  });
});

test('a category that is not there is an error that names those that are', async () => {
  const { service } = await opened();

  await expect(service.choose('x', 'Cooking')).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('Code Quality, Testing'),
  });
});

test('before there are categories, it says how to make them', async () => {
  const service = new SkillTaxonomy({
    taxonomy: memoryTaxonomy(),
    skills: { knownSkills: async () => known },
    now: () => 0,
  });

  await expect(service.assign()).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('init') });
});
