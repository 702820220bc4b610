import type { SkillFunnel } from '@skills/schema';
import { expect, test } from 'vitest';
import { nearDuplicates } from './near-duplicates.ts';
import { SkillCatalog, type SkillScan } from './skill-catalog.ts';

const window = { sinceMs: Date.UTC(2026, 1, 1), untilMs: Date.UTC(2026, 1, 11), bucket: 'day' } as const;
const longText = Array.from({ length: 60 }, (_, index) => `step ${index} does something of its own`).join('. ');

function scanned(skillName: string, more: Partial<SkillScan['skills'][number]> = {}): SkillScan['skills'][number] {
  return {
    path: `/home/me/.claude/skills/${skillName}/SKILL.md`,
    skillName,
    description: `About ${skillName}`,
    assistant: 'claude-code',
    scope: 'user',
    plugin: null,
    version: skillName.padEnd(16, '-'),
    sizeBytes: 100,
    descriptionCharacters: 20,
    listingCharacters: 20,
    body: `The body of ${skillName} alone`,
    ...more,
  };
}

async function reportOf(scan: Partial<SkillScan>, funnel: readonly SkillFunnel[] = []) {
  const catalog = new SkillCatalog({ funnel: { funnel: async () => funnel } });
  return catalog.report({ folders: [], skills: [], problems: [], ...scan }, window);
}

test('tells installed skills that were never offered, and those that were never used', async () => {
  const report = await reportOf({ skills: ['used', 'offered', 'idle'].map((name) => scanned(name)) }, [
    { skillName: 'used', offered: 5, activated: 2, completed: 1 },
    { skillName: 'offered', offered: 9, activated: 0, completed: 0 },
    { skillName: 'elsewhere', offered: 9, activated: 9, completed: 9 },
  ]);

  expect(report.skills.map(({ skillName, offered, used }) => [skillName, offered, used])).toEqual([
    ['used', 5, 2],
    ['offered', 9, 0],
    ['idle', 0, 0],
  ]);
  expect([report.neverOffered, report.neverUsed]).toEqual([['idle'], ['idle', 'offered']]);
  expect(report.window).toEqual({ since: '2026-02-01T00:00:00.000Z', until: '2026-02-11T00:00:00.000Z' });
});

test('a name that is installed twice is told once', async () => {
  const { neverUsed } = await reportOf({ skills: [scanned('pdf'), scanned('pdf', { scope: 'project' })] });

  expect(neverUsed).toEqual(['pdf']);
});

test('descriptions at the limit pass, longer ones are told with what comes of it', async () => {
  const of = (skillName: string, assistant: 'claude-code' | 'codex', ...[own, listed]: readonly [number, number]) =>
    scanned(skillName, { assistant, descriptionCharacters: own, listingCharacters: listed });
  const { tooLong } = await reportOf({
    skills: [
      of('fits', 'claude-code', 1024, 1536),
      of('refused', 'codex', 1025, 1600),
      of('long', 'claude-code', 1025, 1100),
      of('cut', 'claude-code', 900, 1537),
    ],
  });

  expect(tooLong).toEqual([
    { skillName: 'cut', characters: 1537, limit: 1536, consequence: 'Claude Code cuts it there' },
    expect.objectContaining({ skillName: 'long', characters: 1025, limit: 1024 }),
    expect.objectContaining({ skillName: 'refused', characters: 1025, limit: 1024 }),
  ]);
});

test('tells copies: the same file, nearly the same text, the same description', () => {
  const description = 'Turns long tables of figures into charts that people can read at a glance';
  const pairs = nearDuplicates([
    scanned('a', { version: 'same' }),
    scanned('b', { version: 'same' }),
    scanned('c', { body: longText }),
    scanned('d', { body: `${longText} and a little more` }),
    scanned('e', { body: longText.slice(0, longText.length / 3), description }),
    scanned('f', { description: `${description} every day` }),
  ]);

  expect(pairs.map(({ skillA, skillB, of }) => [skillA, skillB, of])).toEqual([
    ['a', 'b', 'file'],
    ['c', 'd', 'text'],
    ['e', 'f', 'description'],
  ]);
  expect(pairs.every(({ similarity }) => similarity >= 0.7 && similarity <= 1)).toBe(true);
});

test('short and empty texts are no copies of each other', () => {
  expect(
    nearDuplicates([
      scanned('a', { body: 'run it', description: 'x' }),
      scanned('b', { body: 'run it', description: 'x' }),
    ]),
  ).toEqual([]);
  expect(nearDuplicates([scanned('a', { body: '' }), scanned('b', { body: '' })])).toEqual([]);
});

test('tells a thousand skills with a common beginning apart', () => {
  const skills = Array.from({ length: 1000 }, (_, index) =>
    scanned(`skill-${index}`, {
      body: `${longText.slice(0, 400)} ${Array.from({ length: 50 }, (_unused, at) => `w${index}-${at}`).join(' ')}`,
    }),
  );

  expect(nearDuplicates(skills)).toEqual([]);
});
