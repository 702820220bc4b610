import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { skillOfPath, skillsReadByCommand, skillsReadByParsedCommand } from './skill-reads.ts';

const names = (command: unknown, workdir = ''): readonly string[] =>
  skillsReadByCommand(command, workdir).map((skill) => skill.skillName);

describe('skillsReadByCommand', () => {
  test.each([
    ['cat .agents/skills/demo/SKILL.md'],
    ["sed -n '1,220p' /home/dev/.codex/skills/demo/SKILL.md"],
    ['cd /x && head -50 "skills/demo/SKILL.md" | less'],
    ['cat skills/demo/SKILL.md > /tmp/copy'],
    ['LC_ALL=C sudo cat skills/demo/SKILL.md'],
    ["bash -lc 'cat skills/demo/SKILL.md'"],
    ['(cat skills/demo/SKILL.md; ls)'],
    ['Get-Content C:\\Users\\dev\\skills\\demo\\SKILL.md'],
    ['/usr/bin/cat -- skills/demo/SKILL.md 2>/dev/null'],
  ])('sees that %j reads the skill', (command) => {
    expect(names(command)).toEqual(['demo']);
  });

  test('takes words as well as text', () => {
    expect(names(['bash', '-lc', 'cat skills/demo/SKILL.md'])).toEqual(['demo']);
    expect(names(['cat', 'skills/demo/SKILL.md'])).toEqual(['demo']);
  });

  test('finds each of several skills', () => {
    expect(names('cat a/one/SKILL.md b/two/SKILL.md && tail c/three/SKILL.md')).toEqual(['one', 'two', 'three']);
  });

  test('names a bare file by the folder it is in', () => {
    expect(names('cat SKILL.md', '/home/dev/skills/demo')).toEqual(['demo']);
    expect(names('cat SKILL.md')).toEqual([]);
  });

  test.each([
    ['rg -n demo skills/demo/SKILL.md'],
    ['ls skills/demo/SKILL.md'],
    ['git add skills/demo/SKILL.md'],
    ["sed -i 's/a/b/' skills/demo/SKILL.md"],
    ['cat > skills/demo/SKILL.md'],
    ["cat > skills/demo/SKILL.md <<'EOF'\ncat skills/other/SKILL.md\nEOF"],
    ['echo x >> skills/demo/SKILL.md'],
    ['cat skills/*/SKILL.md'],
    ['cat "skills/$name/SKILL.md"'],
    ["echo 'cat skills/demo/SKILL.md'"],
    ['cat skills/demo/NOT-SKILL.md'],
  ])('sees that %j does not read a skill', (command) => {
    expect(names(command)).toEqual([]);
  });

  test('never throws, whatever the command is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.anything()), fc.anything()), (command) => {
        expect(Array.isArray(skillsReadByCommand(command, ''))).toBe(true);
        expect(Array.isArray(skillsReadByCommand(`cat ${typeof command} x/SKILL.md`, ''))).toBe(true);
      }),
    );
  });
});

describe('skillOfPath', () => {
  test('puts the plugin before a skill of the plugin cache, with its version', () => {
    expect(skillOfPath('/h/.codex/plugins/cache/market/tools/1.2.0/skills/lint/SKILL.md')).toEqual({
      skillName: 'tools:lint',
      skillVersion: '1.2.0',
    });
  });

  test.each([['SKILL.md'], ['/SKILL.md'], ['../SKILL.md'], ['x/skill.md'], ['']])('finds no skill in %j', (path) => {
    expect(skillOfPath(path)).toBeUndefined();
  });
});

test('skillsReadByParsedCommand takes reads only', () => {
  const parsed = [
    { type: 'read', path: '.agents/skills/demo/SKILL.md' },
    { type: 'search', path: '.agents/skills/other/SKILL.md' },
    { type: 'read', path: 'README.md' },
    null,
  ];

  expect(skillsReadByParsedCommand(parsed)).toEqual([{ skillName: 'demo' }]);
  expect(skillsReadByParsedCommand('read')).toEqual([]);
});
