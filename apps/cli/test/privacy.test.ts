import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateDatabase, openNodeSqliteEngine } from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import { expect, test as base } from 'vitest';
import { runSkills } from './run-skills.ts';
import { temporaryHome } from './temporary-home.ts';
import { callRecords } from './transcript-lines.ts';

const test = base.extend('home', temporaryHome);

const document = readFileSync(new URL('../../../docs/privacy.md', import.meta.url), 'utf8');

/** `table.column` of every row of the lists under these headings. */
function listed(...headings: readonly string[]): ReadonlySet<string> {
  const columns = document
    .split(/^## /m)
    .filter((section) => headings.some((heading) => section.startsWith(`${heading}\n`)))
    .flatMap((section) => section.split('\n'))
    .flatMap((line) => {
      const [, table = '', names = ''] = line.split('|');
      const [name] = table.match(/`(\w+)`/) ?? [];
      return name === undefined
        ? []
        : [...names.matchAll(/`(\w+)`/g)].map(([, column]) => `${name.slice(1, -1)}.${column}`);
    });
  return new Set(columns);
}

type TextColumn = { readonly table: string; readonly column: string };

const holdsNumbers = /^(?:INTEGER|REAL|INT|BOOLEAN|NUM)$/;

async function columnsOf(engine: SqlEngine): Promise<readonly (TextColumn & { readonly type: string })[]> {
  const rows = await engine.all(
    `SELECT t.name, c.name, c.type FROM sqlite_schema AS t CROSS JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' ORDER BY 1, 2`,
  );
  return rows.map(([table, column, type]) => ({ table: String(table), column: String(column), type: String(type) }));
}

test('the document has every table, and every column that can hold text in one list', async () => {
  const engine = openNodeSqliteEngine({ url: ':memory:' });
  await migrateDatabase(engine, { now: () => 0 });
  const columns = await columnsOf(engine);
  await engine.close();

  const texts = columns.filter(({ type }) => !holdsNumbers.test(type)).map(({ table, column }) => `${table}.${column}`);
  const lists = [listed('Public'), listed('Sensitive'), listed('Private')];
  expect(texts.filter((name) => lists.filter((list) => list.has(name)).length !== 1)).toEqual([]);
  expect([...listed('Public', 'Sensitive', 'Private')].filter((name) => !texts.includes(name))).toEqual([]);

  const section = document.slice(document.indexOf('## Numbers only'), document.indexOf('## Beside'));
  const numbersOnly = new Set(Array.from(section.matchAll(/`(\w+)`/g), ([, name]) => name));
  const tables = new Set(columns.map(({ table }) => table));
  const withTexts = new Set(texts.map((name) => name.split('.')[0] ?? ''));
  expect([...tables].filter((table) => !withTexts.has(table) && !numbersOnly.has(table))).toEqual([]);
});

const prompt = 'canary-of-a-prompt';
const output = 'canary-of-an-output';
const email = 'canary@example.com';
const folder = 'canary-of-a-path';

/** A transcript whose every private part is marked, with a line that cannot be read. */
function writeMarkedTranscript(home: string): void {
  const project = join(home, '.claude/projects', `-home-${folder}-shop`);
  mkdirSync(project, { recursive: true });
  const cwd = `/home/${folder}/shop`;
  const [asked, answered] = callRecords({ id: 'one', session: 'session-one', cwd });
  const user = { sessionId: 'session-one', cwd, version: '2.1.200', isSidechain: false, userEmail: email };
  const lines = [
    JSON.stringify({
      ...user,
      type: 'user',
      uuid: 'u0',
      timestamp: '2026-02-10T07:59:00.000Z',
      message: { role: 'user', content: `${prompt} by ${email}` },
    }),
    asked.replace('"input":{}', JSON.stringify({ command: prompt, file_path: `${cwd}/x` }).replace(/^/, '"input":')),
    answered.replace('"content":"text"', `"content":"${output} ${email}"`),
    `{"type":"assistant", ${prompt} ${email}`,
  ];
  writeFileSync(join(project, 'session-one.jsonl'), `${lines.join('\n')}\n`);
}

test('a prompt, an output and an e-mail address are in no column, no message and no error; a path in the listed ones', async ({
  home,
}) => {
  writeMarkedTranscript(home);

  const event = { source: 'ci', kind: 'skill', skillName: 'review', completed: true, sessionId: 's1', userId: email };
  const runs = [
    await runSkills(['collect'], { home }),
    await runSkills(['record', '-'], {
      home,
      input: JSON.stringify({ ...event, invokedAt: '2026-02-10T11:00:00.000Z' }),
    }),
    await runSkills(['record', '-'], { home, input: JSON.stringify({ ...event, invokedAt: prompt }) }),
    await runSkills(['top', '--since', 'all'], { home }),
    await runSkills(['export', 'ndjson'], { home }),
    await runSkills(['doctor'], { home }),
  ];
  const engine = openNodeSqliteEngine({ url: `file:${join(home, '.local/share/skills/skills.db')}`, readOnly: true });
  const columns = await columnsOf(engine);
  const holding = async (mark: string): Promise<readonly string[]> => {
    const found: string[] = [];
    for (const { table, column } of columns) {
      // oxlint-disable-next-line no-await-in-loop -- one column after the other
      const [row] = await engine.all(`SELECT count(*) FROM "${table}" WHERE instr(CAST("${column}" AS TEXT), ?1) > 0`, [
        mark,
      ]);
      if (Number(row?.[0]) > 0) found.push(`${table}.${column}`);
    }
    return found;
  };

  expect(await engine.all('SELECT count(*) FROM skill_event')).toEqual([[2]]);
  expect(await holding(prompt)).toEqual([]);
  expect(await holding(output)).toEqual([]);
  expect(await holding(email)).toEqual([]);
  const isPrivate = listed('Private');
  const withPath = await holding(folder);
  expect(withPath).toContain('project.path');
  expect(withPath.filter((name) => !isPrivate.has(name))).toEqual([]);
  await engine.close();
  const said = runs.map(({ out, error }) => out + error).join('\n');
  for (const mark of [output, email]) expect(said).not.toContain(mark);
  // A wrong time is named with its value: that is what the caller has just typed.
  expect(
    runs
      .toSpliced(2, 1)
      .map(({ out, error }) => out + error)
      .join('\n'),
  ).not.toContain(prompt);
});

test('every file is readable by its owner alone, key and copies too', async ({ home }) => {
  writeMarkedTranscript(home);
  await runSkills(['collect'], { home });
  await runSkills(['record', '-'], {
    home,
    input: JSON.stringify({
      source: 'ci',
      kind: 'skill',
      skillName: 'review',
      completed: true,
      sessionId: 's',
      userId: email,
      invokedAt: '2026-02-10T11:00:00.000Z',
    }),
  });
  await runSkills(['db', 'backup'], { home });

  const data = join(home, '.local/share/skills');
  const modes = readdirSync(data).map((file) => [file, (statSync(join(data, file)).mode & 0o777).toString(8)] as const);

  expect(statSync(data).mode & 0o777).toBe(0o700);
  expect(modes.length).toBeGreaterThanOrEqual(3);
  expect(modes.filter(([, mode]) => mode !== '600')).toEqual([]);
});

// In every process before its own code: a connection is written down and refused.
const noNetwork = `import { appendFileSync } from 'node:fs';
import net from 'node:net';
import dns from 'node:dns';
const refuse = (what) => () => {
  appendFileSync(process.env.CONNECTIONS, what + '\\n');
  throw new Error('no network here');
};
net.Socket.prototype.connect = refuse('connect');
net.Server.prototype.listen = refuse('listen');
dns.lookup = refuse('lookup');
globalThis.fetch = refuse('fetch');`;

test('no command opens a connection or listens', async ({ home }) => {
  writeMarkedTranscript(home);
  writeFileSync(join(home, 'no-network.mjs'), noNetwork);
  const connections = join(home, 'connections.txt');
  const environment = { NODE_OPTIONS: `--import ${join(home, 'no-network.mjs')}`, CONNECTIONS: connections };
  const codes: (number | null)[] = [];
  for (const words of [
    ['collect'],
    ['top'],
    ['costs'],
    ['doctor'],
    ['db', 'prune', '--raw', '30d'],
    ['erase', '--project', 'shop'],
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other on one database
    codes.push((await runSkills(words, { home, environment })).code);
  }

  expect(codes).toEqual([3, 0, 0, 0, 0, 0]);
  expect(existsSync(connections)).toBe(false);
});
