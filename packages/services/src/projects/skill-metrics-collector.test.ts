import { SkillsError } from '@skills/schema';
import { expect, test } from 'vitest';
import type { ProjectFiles, RegisteredProject } from './project-ports.ts';
import { SkillMetricsCollector } from './skill-metrics-collector.ts';

function aProject(name: string, fields: Partial<RegisteredProject> = {}): RegisteredProject {
  return {
    projectId: `${name}-1`,
    projectName: name,
    projectType: 'unknown',
    projectPath: `/src/${name}`,
    isActive: true,
    registeredAtMs: 1,
    lastSyncAtMs: null,
    invocations: null,
    lastUsedAtMs: null,
    ...fields,
  };
}

type Scene = {
  readonly projects: readonly RegisteredProject[];
  readonly collect?: (path: string) => Promise<ProjectFiles>;
};

const nothing: ProjectFiles = { files: 1, collected: 0, duplicates: 0, problems: [] };

function collectorOf({ projects, collect = () => Promise.resolve(nothing) }: Scene) {
  const synced: string[] = [];
  const collector = new SkillMetricsCollector({
    projects: {
      registered: () => Promise.resolve(projects),
      ofFolder: (path) => Promise.resolve(projects.filter(({ projectPath }) => projectPath === path)),
    },
    registrar: {
      add: () => Promise.reject(new RangeError('not asked for')),
      deactivate: () => Promise.resolve(),
      synced: (projectId) => Promise.resolve(void synced.push(projectId)),
    },
    source: { collect: ({ path }) => collect(path) },
    normalisePath(path) {
      if (path === '/gone') throw new SkillsError('not-found', 'there is no folder /gone');
      return path.replace(/\/$/, '');
    },
    now: () => 5,
  });
  return { collector, synced };
}

test('says what was new, what was known and what could not be read', async () => {
  const { collector, synced } = collectorOf({
    projects: [aProject('shop')],
    collect: () => Promise.resolve({ files: 2, collected: 7, duplicates: 3, problems: ['a.json:4: not JSON'] }),
  });

  expect(await collector.collectFromProject('/src/shop/')).toEqual({
    projectId: 'shop-1',
    collected: 7,
    skipped: 3,
    errors: 1,
    errorDetails: ['a.json:4: not JSON'],
  });
  expect(synced).toEqual(['shop-1']);
});

test('a project that is not registered, was removed, is gone or has no file is an error that says so', async () => {
  const { collector, synced } = collectorOf({
    projects: [aProject('shop'), aProject('old', { isActive: false })],
    collect: () => Promise.resolve({ ...nothing, files: 0 }),
  });
  const detail = async (path: string): Promise<string | undefined> => {
    const { errors, errorDetails } = await collector.collectFromProject(path);
    return errors === 1 ? errorDetails[0] : undefined;
  };

  expect(await detail('/src/api')).toContain('Project not registered');
  expect(await detail('/src/old')).toContain('Project not registered');
  expect(await detail('/gone')).toContain('there is no folder');
  expect(await detail('/src/shop')).toContain('Metrics file not found');
  expect(synced).toEqual([]);
});

test('several projects are read side by side, four at most, and one that fails does not stop the others', async () => {
  let atWork = 0;
  let most = 0;
  const { collector, synced } = collectorOf({
    projects: Array.from({ length: 9 }, (_, index) => aProject(`p${index}`)),
    async collect(path) {
      atWork += 1;
      most = Math.max(most, atWork);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atWork -= 1;
      if (path === '/src/p3') throw new SkillsError('source-unreadable', 'p3 cannot be read');
      return { ...nothing, collected: 1 };
    },
  });

  const results = await collector.collectFromProjects();

  expect(most).toBe(4);
  expect(results.map(({ projectId }) => projectId)).toEqual(results.map((_, index) => `p${index}-1`));
  expect(results.map(({ errors }) => errors)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0]);
  expect(synced).toHaveLength(8);
});

test('a project is named by id, path or a name that only one bears', async () => {
  const { collector } = collectorOf({
    projects: [aProject('shop'), aProject('api'), aProject('api', { projectId: 'api-2', projectPath: '/other/api' })],
  });

  expect(await collector.unregisterProject('shop')).toMatchObject({ projectId: 'shop-1' });
  expect(await collector.unregisterProject('/other/api/')).toMatchObject({ projectId: 'api-2' });
  await expect(collector.unregisterProject('api')).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('api-1, api-2'),
  });
  await expect(collector.unregisterProject('web')).rejects.toMatchObject({ code: 'not-found' });
});
