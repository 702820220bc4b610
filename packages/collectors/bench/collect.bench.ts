// What a person waits for: the first `collect` of 300 MB of transcripts into a fresh database, beside ccusage (native,
// offline) reading the same files; the second run over 2,000 files that did not change; a line of 1 GB.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type TimedRun, timedCommand } from './timed-command.ts';
import { writeTranscriptCorpus } from './transcript-corpus.ts';

const bundle = fileURLToPath(new URL('../../../apps/cli/dist/skills.js', import.meta.url));
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    small: { type: 'boolean' },
    runs: { type: 'string', default: '5' },
    /** The command to time, words split by spaces; the bundle of the CLI unless given. */
    cli: { type: 'string', default: `${process.execPath} ${bundle}` },
    /** A ccusage binary; installed into a temporary folder unless given. */
    ccusage: { type: 'string' },
  },
});
const isSmall = values.small === true;
const folder = mkdtempSync(join(tmpdir(), 'collect-bench-'));
const cli = values.cli.split(' ');
const runs = Number(values.runs);

function corpus(name: string, options: { readonly megabytes: number; readonly files: number }): string {
  const target = join(folder, name);
  writeTranscriptCorpus({ folder: target, bytes: options.megabytes * 1e6, files: options.files, seed: 1 });
  return target;
}

function collect(configFolder: string, database: string): Promise<TimedRun> {
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  return timedCommand([...cli, 'collect', 'claude-code', '--quiet', '--json', '--db', `file:${database}`], {
    HOME: home,
    CLAUDE_CONFIG_DIR: configFolder,
  });
}

function ccusageBinary(): string {
  if (values.ccusage !== undefined) return values.ccusage;
  const target = join(folder, 'ccusage');
  mkdirSync(target);
  writeFileSync(join(target, 'package.json'), '{}');
  execFileSync('npm', ['install', '--silent', 'ccusage@20.0.24'], { cwd: target, stdio: 'inherit' });
  return join(target, 'node_modules', '.bin', 'ccusage');
}

async function besideCcusage(): Promise<object> {
  const transcripts = corpus('large', { megabytes: isSmall ? 30 : 300, files: isSmall ? 12 : 58 });
  const ccusage = ccusageBinary();
  const [ours, theirs]: [TimedRun[], TimedRun[]] = [[], []];
  for (let run = 0; run <= runs; run += 1) {
    const database = join(folder, `run-${run}.db`);
    // oxlint-disable no-await-in-loop -- one measurement after the other, in turns
    const mine = await collect(transcripts, database);
    const peer = await timedCommand([ccusage, 'daily', '--offline', '--json'], {
      HOME: join(folder, 'home'),
      CLAUDE_CONFIG_DIR: transcripts,
    });
    // oxlint-enable no-await-in-loop
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
    if (run === 0) continue;
    ours.push(mine);
    theirs.push(peer);
  }
  const [collectSeconds, ccusageSeconds] = [medianSeconds(ours), medianSeconds(theirs)];
  return {
    collectSeconds,
    ccusageSeconds,
    timesCcusage: rounded(collectSeconds / ccusageSeconds),
    // A neighbour on the machine can make a run slower and none faster, so the best ones compare best.
    bestCollectSeconds: bestSeconds(ours),
    bestCcusageSeconds: bestSeconds(theirs),
    bestTimesCcusage: rounded(bestSeconds(ours) / bestSeconds(theirs)),
    collectResidentMegabytes: Math.round(Math.max(...ours.map((run) => run.residentMegabytes))),
  };
}

async function unchangedFiles(): Promise<object> {
  const files = isSmall ? 200 : 2000;
  const transcripts = corpus('many', { megabytes: files / 100, files });
  const database = join(folder, 'many.db');
  const first = await collect(transcripts, database);
  const again: TimedRun[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one measurement after the other
  for (let run = 0; run < runs; run += 1) again.push(await collect(transcripts, database));
  return { unchangedFiles: files, firstRunSeconds: rounded(first.seconds), secondRunSeconds: medianSeconds(again) };
}

async function hugeLine(): Promise<object> {
  const megabytes = isSmall ? 100 : 1000;
  const transcripts = join(folder, 'huge');
  const path = join(transcripts, 'projects', 'p', 's.jsonl');
  mkdirSync(join(transcripts, 'projects', 'p'), { recursive: true });
  writeFileSync(path, '{"type":"mode"}\n');
  truncateSync(path, megabytes * 1e6);
  appendFileSync(path, '\n{"type":"mode"}\n');
  const run = await collect(transcripts, join(folder, 'huge.db'));
  return { hugeLineMegabytes: megabytes, hugeLineResidentMegabytes: Math.round(run.residentMegabytes) };
}

function medianSeconds(timed: readonly TimedRun[]): number {
  const seconds = timed.map((run) => run.seconds).toSorted((a, b) => a - b);
  return rounded(seconds[Math.floor(seconds.length / 2)] ?? 0);
}

function bestSeconds(timed: readonly TimedRun[]): number {
  return rounded(Math.min(...timed.map((run) => run.seconds)));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

try {
  if (values.cli.includes(bundle) && !existsSync(bundle)) throw new Error(`no ${bundle}: build the CLI, or give --cli`);
  const result = { ...(await besideCcusage()), ...(await unchangedFiles()), ...(await hugeLine()), runs };
  for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(28)} ${value}\n`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, undefined, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
