import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test as base } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { scanSkills } from './scan-skills.ts';

const test = base.extend('home', temporaryFolder);

function write(home: string, path: string, content: string | Uint8Array): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function listing(home: string): readonly string[] {
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).toSorted();
}

function skillText(name: string, description = 'Does a thing'): string {
  return `---\nname: ${name}\ndescription: ${description}\n---\nBody of ${name}.\n`;
}

function scan(home: string, projects: readonly string[] = []): ReturnType<typeof scanSkills> {
  return scanSkills({ variables: {}, homeDirectory: home }, { projects });
}

test('finds skills of the user, of projects, of plugins and of Codex, as the assistants call them', ({ home }) => {
  const text = skillText('pdf', 'Fills forms');
  write(home, '.claude/skills/pdf/SKILL.md', text);
  write(home, '.claude/skills/not-a-skill/README.md', 'x');
  write(home, 'work/shop/.claude/skills/deploy/SKILL.md', skillText('deploy'));
  write(home, '.claude/plugins/cache/m/tools/1.0/skills/fix/SKILL.md', skillText('fix'));
  write(home, '.claude/plugins/cache/m/other/1.0/skills/not-installed/SKILL.md', skillText('not-installed'));
  write(
    home,
    '.claude/plugins/installed_plugins.json',
    JSON.stringify({
      version: 2,
      plugins: { 'tools@m': [{ installPath: join(home, '.claude/plugins/cache/m/tools/1.0') }] },
    }),
  );
  write(home, '.codex/skills/.system/creator/SKILL.md', skillText('creator'));
  write(home, '.agents/skills/both/SKILL.md', skillText('both'));

  const { skills, problems } = scan(home, [join(home, 'work/shop')]);

  expect(problems).toEqual([]);
  expect(skills.map(({ skillName, assistant, scope, plugin }) => [skillName, assistant, scope, plugin])).toEqual([
    ['pdf', 'claude-code', 'user', null],
    ['creator', 'codex', 'system', null],
    ['both', 'shared', 'user', null],
    ['tools:fix', 'claude-code', 'plugin', 'tools'],
    ['deploy', 'claude-code', 'project', null],
  ]);
  expect(skills[0]).toMatchObject({
    description: 'Fills forms',
    version: createHash('sha256').update(text).digest('hex').slice(0, 16),
    sizeBytes: text.length,
    body: 'Body of pdf.\n',
    descriptionCharacters: 11,
  });
});

test('a machine without skills has none, and says where it looked', ({ home }) => {
  const { skills, folders, problems } = scan(home);

  expect([skills, problems]).toEqual([[], []]);
  expect(folders.map(({ path }) => path)).toContain(join(home, '.claude', 'skills'));
});

test('what is broken is named by file and line, and still in the catalogue', ({ home }) => {
  const broken = write(home, '.claude/skills/broken/SKILL.md', '---\nname: broken\ndescription: Use when: x\n---\n');
  const bare = write(home, '.claude/skills/bare/SKILL.md', '# Nothing');
  const latin = write(
    home,
    '.claude/skills/latin/SKILL.md',
    Buffer.from(`---\nname: latin\ndescription: caf\xe9\n---\n`, 'latin1'),
  );
  const upper = write(home, '.claude/skills/upper/SKILL.md', skillText('Upper Case'));
  const silent = write(home, '.claude/skills/silent/SKILL.md', '---\nname: silent\n---\n');

  const { skills, problems } = scan(home);

  expect(problems).toEqual([
    { file: bare, line: 1, reason: 'does not begin with ---' },
    { file: broken, line: 3, reason: 'Nested mappings are not allowed in compact mappings' },
    { file: latin, line: 1, reason: 'not UTF-8' },
    { file: silent, line: 2, reason: 'no description' },
    { file: upper, line: 2, reason: 'the name has other characters than a-z, 0-9 and hyphens' },
  ]);
  expect(skills.map(({ skillName }) => skillName)).toEqual(['bare', 'broken', 'latin', 'silent', 'Upper Case']);
});

test('opens regular files alone: no link, pipe, folder or giant in place of a SKILL.md', ({ home }) => {
  const secret = write(home, 'secret.txt', '---\nname: secret\ndescription: leaked\n---\n');
  const linked = join(home, '.claude/skills/linked/SKILL.md');
  mkdirSync(dirname(linked), { recursive: true });
  symlinkSync(secret, linked);
  const pipe = join(home, '.claude/skills/pipe/SKILL.md');
  mkdirSync(dirname(pipe), { recursive: true });
  execFileSync('mkfifo', [pipe]);
  mkdirSync(join(home, '.claude/skills/folder/SKILL.md'), { recursive: true });
  write(home, '.claude/skills/giant/SKILL.md', Buffer.alloc(1024 * 1024 + 1, 'x'));

  const { skills, problems } = scan(home);

  expect(skills).toEqual([]);
  expect(problems.map(({ reason }) => reason).toSorted()).toEqual([
    'a link, which is not followed',
    'larger than 1024 KiB',
    'not a regular file',
    'not a regular file',
  ]);
});

test('a folder may be a link, and a skill that is reached twice counts once', ({ home }) => {
  write(home, 'dotfiles/lint/SKILL.md', skillText('lint'));
  mkdirSync(join(home, '.claude/skills'), { recursive: true });
  mkdirSync(join(home, '.agents/skills'), { recursive: true });
  symlinkSync(join(home, 'dotfiles/lint'), join(home, '.claude/skills/lint'));
  symlinkSync(join(home, 'dotfiles/lint'), join(home, '.agents/skills/lint'));
  symlinkSync(join(home, 'nowhere'), join(home, '.claude/skills/dangling'));
  symlinkSync('loop', join(home, '.claude/skills/loop'));

  const { skills } = scan(home);

  expect(skills.map(({ skillName, assistant }) => [skillName, assistant])).toEqual([['lint', 'claude-code']]);
});

test('hostile names and a hostile list of plugins do no harm', ({ home }) => {
  write(home, '.claude/skills/\u001b[31mred\u202E/SKILL.md', '---\nname: ""\ndescription: "a\\0b \\e]0;t\\a"\n---\n');
  const list = write(
    home,
    '.claude/plugins/installed_plugins.json',
    '{"__proto__":[{"installPath":"../../etc"}],"a@b":{"installPath":5},"c@d":[null,{"installPath":"/nonexistent"}]}',
  );

  const { skills, problems } = scan(home);

  expect(skills).toMatchObject([{ skillName: '\u001b[31mred\u202E', description: 'a\uFFFDb \u001b]0;t\u0007' }]);
  expect(problems.map(({ file }) => file)).not.toContain(list);
  writeFileSync(list, '{"plugins": [');
  expect(scan(home).problems).toContainEqual({ file: list, reason: 'not JSON' });
});

test('nothing is written', ({ home }) => {
  write(home, '.claude/skills/pdf/SKILL.md', skillText('pdf'));
  const before = listing(home);

  scan(home);

  expect(listing(home)).toEqual(before);
});

test('one folder may be read instead of the usual places', ({ home }) => {
  write(home, '.claude/skills/pdf/SKILL.md', skillText('pdf'));
  write(home, 'mine/lint/SKILL.md', skillText('lint'));

  const { skills, folders } = scanSkills({ variables: {}, homeDirectory: home }, { from: join(home, 'mine') });

  expect(skills.map(({ skillName }) => skillName)).toEqual(['lint']);
  expect(folders).toEqual([{ path: join(home, 'mine'), skills: 1 }]);
});
