import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { chromiumPath, startServer } from '../test/live-dashboard.ts';

// How long until the figures of the overview stand there, in a real Chromium that has nothing in its cache, and how much
// is sent for it. Floor: an empty page of the same server. `--small` takes the medium world instead of 1 M events,
// `--db FOLDER` a folder whose world.db is kept.
const { values } = parseArgs({
  options: { json: { type: 'string' }, small: { type: 'boolean', default: false }, db: { type: 'string' } },
});
const runs = 7;
const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const folder = values.db ?? mkdtempSync(join(tmpdir(), 'skills-dashboard-'));

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

async function makeWorld(): Promise<void> {
  if (existsSync(join(folder, 'world.db'))) return;
  const scale = values.small ? 'medium' : 'large';
  const words = ['demo', '--scale', scale, '--quiet', '--db', `file:${join(folder, 'world.db')}`];
  const [code] = await once(spawn(process.execPath, [main, ...words], { stdio: 'ignore' }), 'exit');
  if (code !== 0) throw new Error(`skills ${words.join(' ')} ended with ${code}`);
}

if (chromiumPath === undefined) {
  process.stdout.write('skipped: no Chromium is installed\n');
} else {
  await makeWorld();
  const server = await startServer(folder);
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  const timeTo = async (path: string, selector: string): Promise<number> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const began = performance.now();
    await page.goto(`${server.url}${path}`, { waitUntil: 'commit' });
    await page.waitForSelector(selector);
    const took = performance.now() - began;
    await context.close();
    return took;
  };
  const [floor, figures, cold]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < runs; run += 1) {
    floor.push(await timeTo('/healthz', 'pre'));
    figures.push(await timeTo('/', '[aria-label="Totals"]:not([aria-busy="true"]) .tile-value'));
  }
  cold.push(figures[0] ?? NaN);
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce(
    (sum, { parentPath, name }) => sum + gzipSync(readFileSync(join(parentPath, name))).length,
    0,
  );
  const result = {
    floorMs: median(floor),
    firstFiguresMs: median(figures),
    firstVisitMs: cold[0],
    ratio: median(figures) / median(floor),
    gzipBytes: bytes,
  };
  for (const [name, value = NaN] of Object.entries<number | undefined>(result))
    process.stdout.write(`${name.padEnd(16)} ${Math.round(value * 10) / 10}\n`);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(result));
  await browser.close();
  await server.stop();
}
if (values.db === undefined) rmSync(folder, { recursive: true, force: true });
