import type { InstalledSkill } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { engineNames, openOn } from '../../test/each-engine.ts';
import { aBatch, aCall, noonMs, openTestLog } from '../../test/open-test-log.ts';
import { InstalledSkillRepository } from '../catalog/installed-skill-repository.ts';
import { EventIngest } from '../ingest/event-ingest.ts';
import { PhaseHistoryRepository } from './phase-history-repository.ts';
import { SkillDocumentRepository } from './skill-document-repository.ts';

function aSkill(skillName: string, description: string, more: Partial<InstalledSkill> = {}): InstalledSkill {
  return {
    path: `/home/me/.claude/skills/${skillName}/SKILL.md`,
    skillName,
    description,
    assistant: 'claude-code',
    scope: 'user',
    plugin: null,
    version: '0123456789abcdef',
    sizeBytes: 100,
    ...more,
  };
}

function direction(axis: number): Float32Array {
  const embedding = new Float32Array(384);
  embedding[axis] = 1;
  return embedding;
}

describe.for(engineNames)('on %s', (name) => {
  test('documents are found by words and come back with what is known of them', { timeout: 60_000 }, async () => {
    const engine = await openOn(name);
    const ingest = new EventIngest({ engine, pseudonymise: (id) => id, now: () => noonMs });
    await ingest.ingest(
      aBatch({
        invocations: [aCall({ skillName: 'pdf' }), aCall({ skillName: 'pdf', completed: false })],
        offers: [{ skillName: 'offered-only', sessionId: 's1', offeredAtMs: noonMs }],
      }),
    );
    await ingest.ingest(aBatch({ invocations: [aCall({ skillName: 'Bash', kind: 'tool' })] }));
    const installed = new InstalledSkillRepository({ engine });
    await installed.replace(
      [aSkill('pdf', 'Fills forms and merges documents'), aSkill('xlsx', 'Spreadsheets')],
      noonMs,
    );
    const index = new SkillDocumentRepository({ engine });

    const known = await index.knownSkills();
    await index.replaceIndex(
      known.map((each, axis) => Object.assign({ embedding: direction(axis) }, each)),
      { embedder: 'e1', body: new Uint8Array([1, 2]) },
    );

    expect(known.map(({ skillName }) => skillName)).toEqual(['offered-only', 'pdf', 'xlsx']);
    expect(await index.indexedSkills()).toEqual(known);
    expect(await index.modelId()).toBe('e1');
    expect(await index.storedModel()).toEqual({ embedder: 'e1', body: new Uint8Array([1, 2]) });
    expect(await index.byWords('merging a form', { limit: 5 })).toEqual(['pdf']);
    expect(await index.byWords('spreadsheet OR "', { limit: 5 })).toEqual(['xlsx']);
    expect(await index.documents('e1')).toEqual([
      expect.objectContaining({ skillName: 'offered-only', isInstalled: false, invocations: 0, completionRate: null }),
      expect.objectContaining({
        skillName: 'pdf',
        isInstalled: true,
        invocations: 2,
        completionRate: 0.5,
        embedding: direction(1),
      }),
      expect.objectContaining({ skillName: 'xlsx', category: null }),
    ]);
  });

  test('an index replaces the one before, all of it', { timeout: 60_000 }, async () => {
    const engine = await openOn(name);
    const index = new SkillDocumentRepository({ engine });
    await index.replaceIndex([{ skillName: 'a', description: 'alpha', embedding: direction(0) }], {
      embedder: 'e1',
      body: new Uint8Array(1),
    });

    await index.replaceIndex([{ skillName: 'b', description: 'beta', embedding: direction(1) }], {
      embedder: 'e2',
      body: undefined,
    });

    expect(await index.byWords('alpha beta', { limit: 5 })).toEqual(['b']);
    expect(await index.storedModel()).toBeUndefined();
    expect(await index.documents('e1')).toMatchObject([{ skillName: 'b', embedding: null }]);
  });
});

test('words in names count more, and names split at humps', async () => {
  const { engine } = await openTestLog();
  const index = new SkillDocumentRepository({ engine });
  const embedding = direction(0);
  await index.replaceIndex(
    [
      { skillName: 'runner', description: 'deploy things to places and more words than one', embedding },
      { skillName: 'deploy-it', description: 'puts things in places and has more words than one', embedding },
      { skillName: 'parseHttp', description: 'x', embedding },
    ],
    { embedder: 'e', body: undefined },
  );

  expect(await index.byWords('deploy', { limit: 5 })).toEqual(['deploy-it', 'runner']);
  expect(await index.byWords('deploy', { limit: 1 })).toEqual(['deploy-it']);
  expect(await index.byWords('http', { limit: 5 })).toEqual(['parseHttp']);
  expect(await index.byWords('the', { limit: 5, isTelling: () => false })).toEqual([]);
});

test('of several files of one name the first with a description speaks', async () => {
  const { engine } = await openTestLog();
  const installed = new InstalledSkillRepository({ engine });
  await installed.replace(
    [
      aSkill('pdf', '', { path: '/a/SKILL.md' }),
      aSkill('pdf', 'of the user', { path: '/b/SKILL.md' }),
      aSkill('pdf', 'of a project', { path: '/c/SKILL.md', scope: 'project' }),
    ],
    noonMs,
  );

  expect(await new SkillDocumentRepository({ engine }).knownSkills()).toEqual([
    { skillName: 'pdf', description: 'of the user' },
  ]);
});

test('a scan that says the same writes nothing; another one takes its place', async () => {
  const { engine } = await openTestLog();
  const installed = new InstalledSkillRepository({ engine });
  const hostile = aSkill('b\0ad\uD800', "'; DROP TABLE skill; --", { path: '/x\0/SKILL.md', plugin: 'p' });

  expect(await installed.replace([aSkill('a', 'one'), hostile], noonMs)).toBe(true);
  expect(await installed.replace([hostile, aSkill('a', 'one')], noonMs + 1)).toBe(false);
  expect((await installed.installedSkills()).map(({ skillName }) => skillName)).toEqual(['a', 'b\uFFFDad\uFFFD']);
  expect(await installed.replace([aSkill('a', 'two')], noonMs)).toBe(true);
  expect(await installed.installedSkills()).toEqual([aSkill('a', 'two')]);
});

test('the past speaks for a skill in a phase: success most, failure half, other phases least', async () => {
  const { engine, record } = await openTestLog();
  await record(
    aCall({ skillName: 'good', workflowPhase: 'setup' }),
    aCall({ skillName: 'bad', workflowPhase: 'setup', completed: false }),
    aCall({ skillName: 'bad', workflowPhase: 'setup', completed: null }),
    aCall({ skillName: 'elsewhere', workflowPhase: 'cleanup' }),
    aCall({ skillName: 'nowhere' }),
  );

  const histories = await new PhaseHistoryRepository({ engine }).phaseHistories('setup');

  expect(histories.get('good')).toEqual({ calls: 1, boost: 1 });
  expect(histories.get('bad')).toEqual({ calls: 2, boost: 1.25 });
  expect(histories.get('elsewhere')).toEqual({ calls: 1, boost: 0.3 });
  expect(histories.get('nowhere')).toEqual({ calls: 1, boost: 0 });
});
