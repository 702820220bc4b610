import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  catalogResultSchema,
  clustersResultSchema,
  searchResultSchema,
  similarSkillsResultSchema,
  taxonomyAssignResultSchema,
  taxonomyResultSchema,
} from '@skills/schema';
import { describe, expect, test as base } from 'vitest';
import { openNodeSqliteEngine } from '@skills/storage';
import { buildSkillLibrary } from '@skills/composition/build-skill-library';
import { jsonOf, runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';

const test = base.extend('home', temporaryHome);
const db = ['--db', 'file:log.db'] as const;

function write(home: string, path: string, content: string): void {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function installSkills(home: string): void {
  const skills = {
    pdf: 'Fills in PDF forms, merges and splits PDF documents',
    'pdf-copy': 'Fills in PDF forms, merges and splits PDF documents',
    stripe: 'Recurring payments and subscriptions with Stripe',
    deploy: 'Deploys services to Kubernetes and rolls releases back',
    'review-changes': 'Reviews a pull request for mistakes before it is merged',
  };
  for (const [name, description] of Object.entries(skills)) {
    write(
      home,
      `.claude/skills/${name}/SKILL.md`,
      `---\nname: ${name}\ndescription: ${description}\n---\nHow to ${name}.\n`,
    );
  }
}

async function recordCalls(home: string): Promise<void> {
  for (const words of [
    ['pdf', '--completed', '--phase', 'setup'],
    ['deploy', '--failed', '--phase', 'cleanup'],
  ]) {
    await runSkills(['record', ...words, ...db], { home });
  }
}

describe('skills search', () => {
  test('finds installed skills by what they are for, and what became of them', async ({ home }) => {
    installSkills(home);
    await recordCalls(home);

    const result = searchResultSchema.parse(await jsonOf(['search', 'fill', 'in', 'a', 'form', ...db], { home }));

    expect(result.query).toBe('fill in a form');
    expect(result.results.slice(0, 2).map(({ skillName }) => skillName)).toEqual(['pdf', 'pdf-copy']);
    expect(result.results[0]).toMatchObject({ isInstalled: true, invocations: 1, completionRate: 1 });
  });

  test('takes up a skill that was installed since, and one that was changed', async ({ home }) => {
    installSkills(home);
    await jsonOf(['search', 'whales', ...db], { home });
    write(home, '.claude/skills/deploy/SKILL.md', '---\nname: deploy\ndescription: Counts whales\n---\n');

    const { results } = searchResultSchema.parse(await jsonOf(['search', 'whales', '--limit', '1', ...db], { home }));

    expect(results).toMatchObject([{ skillName: 'deploy', description: 'Counts whales' }]);
  });

  test('prefers what did well in a phase', async ({ home }) => {
    installSkills(home);
    await recordCalls(home);

    const result = searchResultSchema.parse(
      await jsonOf(['search', 'pdf', 'deploy', '--phase', 'setup', '--phase-weight', '1', ...db], { home }),
    );

    expect(result.results[0]).toMatchObject({ skillName: 'pdf', phaseAffinity: 0.5333333333333333 });
  });

  test('finds skills like another', async ({ home }) => {
    installSkills(home);

    const result = similarSkillsResultSchema.parse(
      await jsonOf(['search', '--like', 'pdf', '--limit', '2', ...db], { home }),
    );

    expect(result.results).toHaveLength(2);
    expect(result.results[0]).toMatchObject({ skillName: 'pdf-copy' });
    expect((await runSkills(['search', '--like', 'nope', ...db], { home })).code).not.toBe(0);
  });

  test('makes no database to search on a machine that has none', async ({ home }) => {
    installSkills(home);

    const run = await runSkills(['search', 'pdf', '--json', ...db], { home });

    expect(run.code).toBe(0);
    expect(searchResultSchema.parse(JSON.parse(run.out)).results[0]?.skillName).toBe('pdf');
    expect(existsSync(join(home, 'log.db'))).toBe(false);
  });

  test('searches a database that cannot be written as it was, and says so once', async ({ home }) => {
    installSkills(home);
    await jsonOf(['taxonomy', 'init', ...db], { home });
    await jsonOf(['search', 'pdf', ...db], { home });
    write(home, '.claude/skills/new/SKILL.md', '---\nname: new\ndescription: Counts whales\n---\n');
    const engine = openNodeSqliteEngine({ url: `file:${join(home, 'log.db')}`, readOnly: true });
    const notes: string[] = [];
    const library = buildSkillLibrary(engine, {
      databaseUrl: undefined,
      environment: { HOME: home },
      nowMs: () => 0,
      note: (text) => notes.push(text),
      onSimulated: () => undefined,
    });

    await library.bringUpToDate();
    const { results } = await library.search.searchByQuery('whales fill in pdf forms');
    await engine.close();

    expect(results[0]?.skillName).toBe('pdf');
    expect(results.map(({ skillName }) => skillName)).not.toContain('new');
    expect(notes).toEqual(['the database cannot be written: it keeps the skills that it knows']);
  });

  test.for(['"; DROP TABLE skill; --', 'NEAR(a b) AND NOT c*', '(((', '\u001b[31m', 'name:pdf'])(
    'takes %j for words',
    async (text, { home }) => {
      installSkills(home);

      const run = await runSkills(['search', ...db, '--', text], { home });

      expect(run.code).toBe(0);
      expect(run.out).not.toContain('\u001b[31m');
    },
  );

  test('needs a text or a skill, and not both', async ({ home }) => {
    expect((await runSkills(['search', ...db], { home })).code).toBe(2);
    expect((await runSkills(['search', 'x', '--like', 'y', ...db], { home })).code).toBe(2);
    expect((await runSkills(['search', 'x', '--method', 'magic', ...db], { home })).code).toBe(2);
  });
});

describe('skills taxonomy', () => {
  test('is made once, lists itself, and assigns what is installed', async ({ home }) => {
    installSkills(home);

    const made = taxonomyResultSchema.parse(await jsonOf(['taxonomy', 'init', ...db], { home }));
    const again = taxonomyResultSchema.parse(await jsonOf(['taxonomy', 'init', ...db], { home }));
    const assigned = taxonomyAssignResultSchema.parse(await jsonOf(['taxonomy', 'assign', ...db], { home }));

    expect([made.categories.length, made.modalities.length, made.dependencies.length]).toEqual([6, 4, 4]);
    expect(again).toEqual(made);
    expect(assigned.mappings).toContainEqual(
      expect.objectContaining({ skillName: 'deploy', categoryName: 'Build & Deploy', source: 'automatic' }),
    );
    expect(taxonomyResultSchema.parse(await jsonOf(['taxonomy', 'list', ...db], { home })).mappings).toEqual(
      assigned.mappings,
    );
  });

  test("a person's word sticks through another run, and can be taken back", async ({ home }) => {
    installSkills(home);
    await jsonOf(['taxonomy', 'init', ...db], { home });
    await jsonOf(['taxonomy', 'assign', 'deploy', 'git', '&', 'version', 'control', ...db], { home });
    await jsonOf(['taxonomy', 'assign', 'pdf', 'none', ...db], { home });

    const kept = taxonomyAssignResultSchema.parse(await jsonOf(['taxonomy', 'assign', ...db], { home }));
    const back = taxonomyAssignResultSchema.parse(
      await jsonOf(['taxonomy', 'assign', 'deploy', 'auto', ...db], { home }),
    );

    const where = (result: typeof kept): unknown => result.mappings.find(({ skillName }) => skillName === 'deploy');
    expect(where(kept)).toMatchObject({ categoryName: 'Git & Version Control', source: 'manual' });
    expect(kept.mappings).toContainEqual({ skillName: 'pdf', categoryName: null, confidence: 1, source: 'manual' });
    expect(where(back)).toMatchObject({ categoryName: 'Build & Deploy', source: 'automatic' });
  });

  test('names the categories there are when one is not', async ({ home }) => {
    await jsonOf(['taxonomy', 'init', ...db], { home });

    const run = await runSkills(['taxonomy', 'assign', 'pdf', 'cooking', ...db], { home });

    expect(run.code).toBe(2);
    expect(run.error).toContain('Documentation');
    expect((await runSkills(['taxonomy', 'assign', 'pdf', ...db], { home })).code).toBe(2);
  });
});

describe('skills clusters', () => {
  test('are made when asked for, kept, and shown', async ({ home }) => {
    installSkills(home);
    await recordCalls(home);
    const none = clustersResultSchema.parse(await jsonOf(['clusters', ...db], { home }));

    const made = clustersResultSchema.parse(await jsonOf(['clusters', '--update', ...db], { home }));
    const shown = clustersResultSchema.parse(await jsonOf(['clusters', ...db], { home }));

    expect(none.clusters).toEqual([]);
    expect(shown.clusters).toEqual(made.clusters);
    const ofPdf = made.clusters.find(({ members }) => members.some(({ skillName }) => skillName === 'pdf'));
    expect(ofPdf?.members.map(({ skillName }) => skillName)).toContain('pdf-copy');
  });
});

describe('skills catalog', () => {
  test('tells what is installed, used, broken and copied, without the name of the home folder', async ({ home }) => {
    installSkills(home);
    await recordCalls(home);
    write(home, '.claude/skills/broken/SKILL.md', '---\nname: broken\ndescription: Use when: x\n---\n');
    write(home, '.claude/skills/endless/SKILL.md', `---\nname: endless\ndescription: ${'x '.repeat(600)}\n---\n`);

    const run = await runSkills(['catalog', '--json', ...db], { home });
    const result = catalogResultSchema.parse(JSON.parse(run.out));

    expect(result.skills.find(({ skillName }) => skillName === 'pdf')).toMatchObject({
      used: 1,
      scope: 'user',
      path: '~/.claude/skills/pdf/SKILL.md',
    });
    expect(result.neverUsed).toEqual(['broken', 'endless', 'pdf-copy', 'review-changes', 'stripe']);
    expect(result.neverOffered).toContain('pdf');
    expect(result.tooLong).toMatchObject([{ skillName: 'endless', characters: 1199, limit: 1024 }]);
    expect(result.nearDuplicates).toMatchObject([{ skillA: 'pdf', skillB: 'pdf-copy', of: 'description' }]);
    expect(result.problems).toEqual([
      { file: '~/.claude/skills/broken/SKILL.md', line: 3, reason: expect.stringContaining('mappings') },
    ]);
    expect(run.out).not.toContain(home);
  });

  test('hostile names and texts steer no terminal and break no JSON', async ({ home }) => {
    write(
      home,
      '.claude/skills/\u001b]0;owned\u0007\u202E/SKILL.md',
      '---\nname: "\\e[31mred\\u202E"\ndescription: "\\e]0;owned\\a \\u0085 text"\n---\n',
    );
    for (const words of [['catalog'], ['search', 'text'], ['clusters', '--update']]) {
      const page = await runSkills([...words, ...db], { home });
      const json = await runSkills([...words, '--json', ...db], { home });

      expect(page.code).toBe(0);
      // oxlint-disable-next-line no-control-regex -- these are what must not be there
      expect(page.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      // oxlint-disable-next-line no-control-regex -- these are what must not be there
      expect(json.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(() => JSON.parse(json.out)).not.toThrow();
    }
  });

  test('looks at another folder without taking it for what is installed', async ({ home }) => {
    installSkills(home);
    write(home, 'mine/lint/SKILL.md', '---\nname: lint\ndescription: Lints\n---\n');

    const result = catalogResultSchema.parse(await jsonOf(['catalog', '--from', 'mine', ...db], { home }));
    const search = searchResultSchema.parse(await jsonOf(['search', 'lints', ...db], { home }));

    expect(result.skills.map(({ skillName }) => skillName)).toEqual(['lint']);
    expect(search.results.map(({ skillName }) => skillName)).not.toContain('lint');
  });
});
