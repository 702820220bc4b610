import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test as base } from 'vitest';
import { temporaryFolder } from '@skills/testing';
import { verifyDatabaseFile } from '../verify-database-file.ts';
import { openNodeSqliteEngine } from './node-sqlite-engine.ts';

const child = fileURLToPath(new URL('../../test/writing-child.ts', import.meta.url));
const rowsPerBatch = 3;

const test = base.extend('folder', async ({}, { onCleanup }) => {
  const folder = await temporaryFolder();
  onCleanup(async () => folder.remove());
  return folder.path;
});

type Report = {
  readonly acknowledged: readonly number[];
  readonly errors: readonly string[];
  readonly wrong: readonly string[];
};

type TracedRun = { readonly status: number | null; readonly calls: readonly string[]; readonly report: Report };

function readReport(output: string): Report {
  const lines = output.split('\n');
  const after = (word: string): string[] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  return { acknowledged: after('ack').map(Number), errors: after('error'), wrong: after('wrong') };
}

function works(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** 8 batches by a writer that crashes, so that its log stays; then 6 more under strace, to the end. */
function tracedRun(
  path: string,
  { call, inject }: { readonly call: string; readonly inject: readonly string[] },
): TracedRun {
  spawnSync(process.execPath, [child, path, '0', '8', '--crash']);
  const traced = ['-f', '-qq', '-o', `${path}.trace`, '-P', path, '-P', `${path}-wal`, '-e', `trace=${call}`];
  const run = spawnSync('strace', [...traced, ...inject, process.execPath, child, path, '100', '6'], {
    encoding: 'utf8',
  });
  const calls = readFileSync(`${path}.trace`, 'utf8').trimEnd().split('\n');
  return { status: run.status, calls, report: readReport(run.stdout) };
}

/** Opens the database undisturbed and returns the batches in it, each of which must be whole. */
async function storedBatches(path: string): Promise<ReadonlySet<number>> {
  verifyDatabaseFile(path);
  const engine = openNodeSqliteEngine({ url: path });
  const exists = (await engine.all(`SELECT 1 FROM sqlite_schema WHERE name = 't'`)).length === 1;
  const rows = exists ? await engine.all('SELECT batch, count(*) FROM t GROUP BY batch') : [];
  await engine.close();
  expect(rows.filter(([, count]) => count !== rowsPerBatch)).toEqual([]);
  return new Set(rows.map(([batch]) => Number(batch)));
}

describe('a killed writer', () => {
  test('ten kills lose no acknowledged batch and leave none torn', { timeout: 60_000 }, async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const acknowledged: number[] = [];
    for (let kill = 0; kill < 10; kill += 1) {
      const writer = spawn(process.execPath, [child, path, String(kill * 100_000), '100000', '--others']);
      let output = '';
      writer.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
      // oxlint-disable-next-line no-await-in-loop -- one kill after the other, on one file
      await once(writer.stdout, 'data');
      // oxlint-disable-next-line no-await-in-loop -- at a moment that nobody chose
      await wait(Math.random() * 80);
      writer.kill('SIGKILL');
      // oxlint-disable-next-line no-await-in-loop -- all it said before it died
      await once(writer, 'close');
      acknowledged.push(...readReport(output).acknowledged);
    }

    const stored = await storedBatches(path);

    expect(acknowledged.length).toBeGreaterThan(10);
    expect(acknowledged.filter((batch) => !stored.has(batch))).toEqual([]);
  });
});

describe('several writing processes', () => {
  test('four at once store every batch, and none gives up', { timeout: 60_000 }, async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const batches = 30;

    const reports = await Promise.all(
      [0, 1, 2, 3].map(async (writer) => {
        const program = spawn(process.execPath, [child, path, String(writer * 1000), String(batches), '--others']);
        const chunks: string[] = [];
        program.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
        await once(program, 'close');
        return readReport(chunks.join(''));
      }),
    );
    const stored = await storedBatches(path);

    expect(reports.flatMap((report) => report.errors)).toEqual([]);
    expect(stored.size).toBe(4 * batches);
  });
});

describe.skipIf(!works('strace', ['-o', '/dev/null', 'true']))('a failing disk (injected by strace)', () => {
  // Where in a run that recovers a log, reads, writes and at last checkpoints: shares of its calls to the kernel.
  const faults = [
    ...[0, 0.01, 0.1, 0.3, 0.8, 0.96, 0.99].map((share) => ['pread64', share] as const),
    ...[0, 0.1, 0.3, 0.52, 0.6, 0.99].map((share) => ['pwrite64', share] as const),
    ...[0, 0.5, 0.9, 0.99].map((share) => ['fsync,fdatasync', share] as const),
  ];

  const callsOfARun = new Map<string, number>();

  beforeAll(async () => {
    const folder = await temporaryFolder();
    for (const call of new Set(faults.map(([traced]) => traced))) {
      callsOfARun.set(call, tracedRun(join(folder.path, `${call}.db`), { call, inject: [] }).calls.length);
    }
    await folder.remove();
  }, 30_000);

  test.for(faults)(
    'EIO from %s at %f of the run loses nothing acknowledged',
    { timeout: 30_000 },
    async ([call, share], { folder }) => {
      const when = 1 + Math.floor(share * (callsOfARun.get(call) ?? 0));

      const run = tracedRun(join(folder, 'skills.db'), {
        call,
        inject: ['-e', `inject=${call}:error=EIO:when=${when}`],
      });
      const stored = await storedBatches(join(folder, 'skills.db'));

      expect(run.calls.filter((line) => line.includes('(INJECTED)'))).toHaveLength(1);
      expect(run.status).toBe(0);
      expect(run.report.wrong).toEqual([]);
      expect(run.report.errors.filter((error) => !error.startsWith('storage-'))).toEqual([]);
      expect(run.report.acknowledged.filter((batch) => !stored.has(batch))).toEqual([]);
      expect([...Array(8).keys()].filter((batch) => !stored.has(batch))).toEqual([]);
    },
  );

  test('a failed write is reported, and nothing is written after it', { timeout: 30_000 }, async ({ folder }) => {
    const path = join(folder, 'skills.db');
    const inject = ['-e', 'trace=pwrite64', '-e', 'inject=pwrite64:error=EIO:when=30'];

    const run = spawnSync(
      'strace',
      ['-f', '-qq', '-o', '/dev/null', '-P', `${path}-wal`, ...inject, process.execPath, child, path, '0', '20'],
      { encoding: 'utf8' },
    );
    const { acknowledged, errors } = readReport(run.stdout);

    expect(errors[0]).toMatch(/^storage-unavailable .*skills\.db: the disk failed/);
    expect(errors[1]).toMatch(/nothing is written any more/);
    expect(acknowledged.length + errors.length).toBe(20);
    expect(acknowledged).toEqual([...Array(acknowledged.length).keys()]);
  });
});

describe.skipIf(process.platform === 'win32')('a full disk', () => {
  test('a file size limit is storage-full and loses nothing acknowledged', { timeout: 30_000 }, async ({ folder }) => {
    const path = join(folder, 'skills.db');

    const script = `ulimit -f 300; exec "$0" "$@"`; // blocks of 512 or 1024 bytes
    const run = spawnSync('sh', ['-c', script, process.execPath, child, path, '0', '60'], { encoding: 'utf8' });
    const report = readReport(run.stdout);
    const stored = await storedBatches(path);
    spawnSync(process.execPath, [child, path, '500', '1']);

    expect(report.errors.length).toBeGreaterThan(0);
    expect(report.errors.filter((error) => !error.startsWith('storage-full '))).toEqual([]);
    expect(report.wrong).toEqual([]);
    expect(report.acknowledged.filter((batch) => !stored.has(batch))).toEqual([]);
    expect(await storedBatches(path)).toContain(500);
  });

  const namespaces = ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt'];
  test.skipIf(!works('unshare', namespaces))(
    'a full file system is storage-full, and the same engine works on when there is room again',
    { timeout: 30_000 },
    async ({ folder }) => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      const script = [
        'mount -t tmpfs -o size=1500k tmpfs "$1"',
        'head -c 700000 /dev/zero > "$1/ballast"',
        '"$2" "$3" "$1/skills.db" 0 60 --free "$1/ballast"',
        'cp "$1"/skills.db* "$4"',
      ].join(' && ');

      const run = spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', disk, process.execPath, child, folder], {
        encoding: 'utf8',
      });
      const report = readReport(run.stdout);
      const stored = await storedBatches(join(folder, 'skills.db'));

      expect(run.status).toBe(0);
      expect(report.errors).toHaveLength(1);
      expect(report.errors[0]).toMatch(/^storage-full .*skills\.db: the disk is full/);
      expect(report.acknowledged).toHaveLength(59);
      expect(report.acknowledged.filter((batch) => !stored.has(batch))).toEqual([]);
      expect(report.wrong).toEqual([]);
      expect(statSync(join(folder, 'skills.db')).size).toBeGreaterThan(400_000);
    },
  );
});
