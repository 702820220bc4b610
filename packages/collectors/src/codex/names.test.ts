import { describe, expect, test } from 'vitest';
import { codexCallId, codexSkillCallId } from './call-id.ts';
import { listedSkills, selectedSkill } from './skill-listing.ts';
import { namedCall } from './tool-name.ts';
import { uuidTimeMs } from './uuid-time.ts';

describe('namedCall', () => {
  test.each([
    [{ name: 'exec_command' }, 'tool', 'exec_command'],
    [{ name: 'exec_command', namespace: 'functions' }, 'tool', 'exec_command'],
    [{ name: 'mcp__demo__add' }, 'mcp_tool', 'mcp__demo__add'],
    [{ name: 'add', namespace: 'mcp__demo__' }, 'mcp_tool', 'mcp__demo__add'],
    [{ name: 'add', namespace: 'mcp__demo' }, 'mcp_tool', 'mcp__demo__add'],
    [{ name: '_fetch_pr', namespace: 'mcp__apps__github' }, 'mcp_tool', 'mcp__apps__github_fetch_pr'],
    [{ name: 'spawn_agent', argumentsJson: '{"agent_type":"reviewer"}' }, 'subagent', 'reviewer'],
    [{ name: 'spawn_agent', argumentsJson: '{"message":"x"}' }, 'subagent', '(unspecified)'],
    [{ name: 'spawn_agent', argumentsJson: 'broken' }, 'subagent', '(unspecified)'],
  ])('names %j', (call, kind, skillName) => {
    expect(namedCall(call)).toEqual({ kind, skillName });
  });
});

describe('identities', () => {
  test('an id of 24 characters and more stands for itself, a short one counts within its thread', () => {
    expect(codexCallId('call_l60TLUHMKhytonPFbK7eA723', 'thread')).toBe('call_l60TLUHMKhytonPFbK7eA723');
    expect(codexCallId('call_0', 'thread-a')).not.toBe(codexCallId('call_0', 'thread-b'));
  });

  test('a skill is used once per turn', () => {
    expect(codexSkillCallId('turn', 'x')).toBe(codexSkillCallId('turn', 'x'));
    expect(codexSkillCallId('turn', 'x')).not.toBe(codexSkillCallId('other-turn', 'x'));
  });
});

describe('skill texts', () => {
  test('lists names with colons and without repeats, and nothing from the rules behind the list', () => {
    const text = [
      '<skills_instructions>',
      '- `r0` = `/home/dev/.codex/skills`',
      '### Available skills',
      '- lint: Checks: everything. (file: r0/lint/SKILL.md)',
      '- tools:deploy: Deploys. (file: r1/deploy/SKILL.md)\r',
      '- lint: Again. (file: r0/lint/SKILL.md)',
      '### How to use skills',
      '- Discovery: The list above is the skills.',
    ].join('\n');

    expect(listedSkills(text)).toEqual(['lint', 'tools:deploy']);
  });

  test('finds the selected skill only where Codex put it', () => {
    expect(selectedSkill('<skill>\n<name> demo </name>\n<path>x</path>')).toBe('demo');
    expect(selectedSkill('see <skill>\n<name>demo</name>')).toBeUndefined();
    expect(selectedSkill('<skill>\n<name> </name>')).toBeUndefined();
  });
});

test('uuidTimeMs reads the time of a version 7 UUID only', () => {
  expect(uuidTimeMs('019ed50c-2fb3-7002-a384-360bea6e7f04')).toBe(Date.UTC(2026, 5, 17, 10, 6, 46, 195));
  expect(uuidTimeMs('0ccf1a04-1b4c-43b6-8aa5-79e41db43a68')).toBeUndefined();
  expect(uuidTimeMs('turn-1')).toBeUndefined();
});
