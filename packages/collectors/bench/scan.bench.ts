// A first `collect` of a large home folder: 300 MB of Claude Code transcripts, read on one core up to the batches that
// would be stored. Peer: a `readline` + `JSON.parse` loop over the same bytes. Ceiling: looking for newlines only.
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { claudeCodeCollector, collectSource } from '@skills/collectors';
import { writeTranscriptCorpus } from './transcript-corpus.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, small: { type: 'boolean' }, runs: { type: 'string', default: '5' } },
});
const megabytes = values.small === true ? 30 : 300;
const folder = mkdtempSync(join(tmpdir(), 'scan-bench-'));
const files = writeTranscriptCorpus({
  folder,
  bytes: megabytes * 1e6,
  files: values.small === true ? 12 : 58,
  seed: 1,
});
const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0);

let counted = { calls: 0, lines: 0, linesSkipped: 0 };

async function scan(): Promise<void> {
  const result = await collectSource({
    collector: claudeCodeCollector,
    discovery: claudeCodeCollector.discover({ variables: { CLAUDE_CONFIG_DIR: folder }, homeDirectory: folder }),
    checkpoints: [],
    now: Date.now,
    threadFromBytes: Number.POSITIVE_INFINITY,
  });
  counted = { calls: result.events, lines: result.lines, linesSkipped: result.linesSkipped };
  if (result.bytes !== bytes) throw new Error(`read ${result.bytes} of ${bytes} bytes`);
}

async function readlineAndParse(): Promise<void> {
  let calls = 0;
  for (const path of files) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other, as the collector does
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
      const record: { message?: { content?: unknown } } = JSON.parse(line);
      const content = record.message?.content;
      const blocks: readonly { type?: string }[] = Array.isArray(content) ? content : [];
      calls += blocks.filter((block) => block.type === 'tool_use').length;
    }
  }
  if (calls === 0) throw new Error('the peer found no calls');
}

function newlines(): Promise<void> {
  let lines = 0;
  for (const path of files) {
    const content = readFileSync(path);
    for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) lines += 1;
  }
  return lines > 0 ? Promise.resolve() : Promise.reject(new Error('the corpus is empty'));
}

const ways = { scan, readlineAndParse, newlines };
const rates: Record<keyof typeof ways, number[]> = { scan: [], readlineAndParse: [], newlines: [] };

// Each way once to warm up, then in turns, so that a busy machine is busy for all.
for (let run = 0; run <= Number(values.runs); run += 1) {
  for (const name of ['scan', 'readlineAndParse', 'newlines'] as const) {
    const startedMs = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one measurement after the other
    await ways[name]();
    if (run > 0) rates[name].push(bytes / 1e3 / (performance.now() - startedMs));
  }
}

function median(numbers: readonly number[]): number {
  return Math.round(numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0);
}

/** A neighbour on the machine can make a run slower and none faster, so the best ones compare best. */
const best = (numbers: readonly number[]): number => Math.max(...numbers);

const result = {
  megabytes: Math.round(bytes / 1e6),
  files: files.length,
  ...counted,
  scanMegabytesPerSecond: median(rates.scan),
  readlineMegabytesPerSecond: median(rates.readlineAndParse),
  newlinesMegabytesPerSecond: median(rates.newlines),
  timesReadline: Math.round((median(rates.scan) / median(rates.readlineAndParse)) * 100) / 100,
  bestScanMegabytesPerSecond: Math.round(best(rates.scan)),
  bestReadlineMegabytesPerSecond: Math.round(best(rates.readlineAndParse)),
  bestTimesReadline: Math.round((best(rates.scan) / best(rates.readlineAndParse)) * 100) / 100,
  runs: Number(values.runs),
};
rmSync(folder, { recursive: true, force: true });
for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(28)} ${value}\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, undefined, 2)}\n`);
