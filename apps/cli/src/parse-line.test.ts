import { describe, expect, test } from 'vitest';
import { commandTable } from './command-table.ts';
import { parseLine } from './parse-line.ts';

function parse(line: string): ReturnType<typeof parseLine> {
  return parseLine(line === '' ? [] : line.split(' '), { version: '1.2.3', columns: 80 });
}

describe('parseLine', () => {
  test('takes global options before and after the command', () => {
    const expected = {
      kind: 'command',
      command: { name: 'top' },
      input: { options: { db: 'file:x.db', json: true, limit: '3', since: '7d' } },
    };
    expect(parse('--db file:x.db --json top --limit 3 --since 7d')).toMatchObject(expected);
    expect(parse('top --limit 3 --since 7d --json --db file:x.db')).toMatchObject(expected);
    expect(parse('--since 7d top --db file:x.db --limit 3 --json')).toMatchObject(expected);
  });

  test('takes global options after a command of a group', () => {
    expect(parse('sessions show abc --json')).toMatchObject({
      command: { name: 'sessions show' },
      input: { arguments: ['abc'], options: { json: true } },
    });
  });

  test('a value may be attached, a lone dash and what follows -- are arguments, the last repetition counts', () => {
    expect(parse('top --limit=3 --limit 4')).toMatchObject({ input: { options: { limit: '4' } } });
    expect(parse('record - --json')).toMatchObject({ input: { arguments: ['-'] } });
    expect(parse('show -- --json')).toMatchObject({ input: { arguments: ['--json'], options: {} } });
    expect(parse('collect a b c')).toMatchObject({ input: { arguments: ['a', 'b', 'c'] } });
    expect(parse('top --no-color')).toMatchObject({ input: { options: { color: false } } });
  });

  test.each([
    ['tpo', "unknown command 'tpo' (Did you mean top?)"],
    ['frobnicate', "unknown command 'frobnicate' (see skills --help)"],
    ['db stauts', "unknown command 'stauts' (Did you mean status?)"],
    ['sessions', 'skills sessions needs a command: list, show'],
    ['top --limt 3', "unknown option '--limt' (Did you mean --limit?)"],
    ['--limit 3 top', "unknown option '--limit'"],
    ['top -x', "unknown option '-x'"],
    ['top --json=1', "option '--json' takes no value"],
    ['top extra', "skills top: one argument too many: 'extra'"],
    ['show', 'skills show: the argument <skill> is missing'],
    ['top --db', "option '--db <url>' argument missing"],
    ['db status --since 7d', '--since: skills db status has no window of time'],
    ['--until 7d doctor', '--until: skills doctor has no window of time'],
  ])('names the mistake in "%s" in one line', (line, message) => {
    expect(parse(line)).toEqual({ kind: 'mistake', message });
  });

  test('answers --version and --help itself', () => {
    expect(parse('--version')).toEqual({ kind: 'answer', text: '1.2.3\n' });
    expect(parse('--help')).toEqual(parse(''));
    expect(parse('db --help')).toMatchObject({ text: expect.stringContaining('db rollback') });
    expect(parse('-h')).toMatchObject({ text: expect.stringContaining('sessions <command>') });
  });

  test('the help of a command shows its own and the global options, no wider than the terminal', () => {
    const help = parse('top --help');

    expect(help).toMatchObject({ kind: 'answer', text: expect.stringContaining('--limit <count>') });
    expect(help).toMatchObject({ text: expect.stringContaining('--db <url>') });
    expect(help).toMatchObject({ text: expect.stringContaining('skills top --since 7d --kind skill') });
    expect(parse('doctor --help')).not.toMatchObject({ text: expect.stringContaining('--since') });
    const texts = [parse('--help'), help].map((line) => (line.kind === 'answer' ? line.text : ''));
    expect(Math.max(...texts.flatMap((text) => text.split('\n').map(({ length }) => length)))).toBeLessThanOrEqual(80);
  });

  test('every command of the table is reachable', () => {
    for (const { name, arguments: names = [] } of commandTable) {
      const required = names.filter((argument) => argument.startsWith('<')).map(() => 'x');
      expect(parse([name, ...required].join(' '))).toMatchObject({ kind: 'command', command: { name } });
    }
  });
});
