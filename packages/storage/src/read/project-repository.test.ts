import { expect, test } from 'vitest';
import { aBatch, openTestLog, type TestLog } from '../../test/open-test-log.ts';
import { ProjectRepository } from './project-repository.ts';

async function seeProjects({ ingest }: TestLog, ...projectIds: readonly string[]): Promise<void> {
  const projects = projectIds.map((projectId) => ({
    projectId,
    name: projectId.split('-')[0] ?? '',
    path: `/home/someone/${projectId}`,
  }));
  await ingest.ingest(aBatch({ projects }));
}

test('lists projects by name, as seen and not registered, without their paths', async () => {
  const log = await openTestLog();
  await seeProjects(log, 'web-2', 'api-1');

  const projects = await new ProjectRepository(log).projects();

  expect(projects.map(({ name, registered, active }) => [name, registered, active])).toEqual([
    ['api', false, true],
    ['web', false, true],
  ]);
  expect(JSON.stringify(projects)).not.toContain('/home');
});

test('finds a project by its id or by a name that only one bears', async () => {
  const log = await openTestLog();
  await seeProjects(log, 'web-1', 'web-2', 'api-1');
  const repository = new ProjectRepository(log);

  expect(await repository.resolveProject('api')).toMatchObject({ projectId: 'api-1' });
  expect(await repository.resolveProject('web-2')).toMatchObject({ projectId: 'web-2' });
});

test('names the candidates when a name is shared or not known', async () => {
  const log = await openTestLog();
  await seeProjects(log, 'web-1', 'web-2');
  const repository = new ProjectRepository(log);

  await expect(repository.resolveProject('web')).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringMatching(/web-1, web-2/) as unknown,
  });
  await expect(repository.resolveProject('nope')).rejects.toMatchObject({ code: 'not-found' });
});
