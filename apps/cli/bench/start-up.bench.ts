// A person types `skills top` many times a day, and a shell prompt or an editor calls it more often: the whole process of
// the bundled command beside a bare `node -e 0`, in pairs, on a month of work of twenty people.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'rolldown';
import config from '../rolldown.config.ts';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const pairs = values.small === true ? 15 : 60;
const aimedRatio = 2.5;
const folder = mkdtempSync(join(tmpdir(), 'skills-start-up-'));
const home = { ...process.env, HOME: folder, XDG_DATA_HOME: folder };
const main = join(folder, 'dist/skills.js');

type Timing = { readonly name: string; readonly bareMs: number; readonly oursMs: number; readonly ratio: number };

function elapsedMs(words: readonly string[]): number {
  const startedMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { env: home });
  if (status !== 0) throw new Error(`node ${words.join(' ')} ended with ${status}: ${stderr.toString()}`);
  return performance.now() - startedMs;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Bare and ours turn by turn, so that a busy moment of the machine meets both. */
function timing(name: string, words: readonly string[]): Timing {
  const turns = Array.from({ length: pairs }, () => {
    const bareMs = elapsedMs(['-e', '0']);
    return { bareMs, oursMs: elapsedMs(words) };
  });
  return {
    name,
    bareMs: rounded(median(turns.map(({ bareMs }) => bareMs))),
    oursMs: rounded(median(turns.map(({ oursMs }) => oursMs))),
    ratio: rounded(median(turns.map(({ bareMs, oursMs }) => oursMs / bareMs))),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

const output = Array.isArray(config.output) ? config.output[0] : config.output;
await build({ ...config, cwd: join(import.meta.dirname, '..'), output: { ...output, dir: join(folder, 'dist') } });
cpSync(join(import.meta.dirname, '../package.json'), join(folder, 'package.json'));
elapsedMs([main, 'demo', '--db', `file:${join(folder, 'world.db')}`, '--quiet']);
const timings = [
  timing('skills --version', [main, '--version']),
  timing('skills top', [main, 'top', '--db', `file:${join(folder, 'world.db')}`]),
];
rmSync(folder, { recursive: true });

process.stdout.write(`${pairs} pairs; aim for the ratio of skills top: below ${aimedRatio}\n`);
for (const { name, bareMs, oursMs, ratio } of timings) {
  const figures = [`bare ${bareMs} ms`.padStart(14), `ours ${oursMs} ms`.padStart(15), `ratio ${ratio}`.padStart(12)];
  process.stdout.write(`${name.padEnd(18)}${figures.join('')}\n`);
}
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ pairs, aimedRatio, timings }, null, 2)}\n`);
