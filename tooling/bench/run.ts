// Runs every bench of the workspace in turn: `node tooling/bench/run.ts [--small] [NAME…]`. Each bench is a file
// `bench/*.bench.ts` that prints a table, takes `--small`, and writes its figures as JSON to the path behind `--json`.
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ options: { small: { type: 'boolean' } }, allowPositionals: true });
const benches = globSync('{packages,apps}/*/bench/*.bench.ts')
  .toSorted()
  .filter((path) => positionals.length === 0 || positionals.some((name) => path.includes(name)));
if (benches.length === 0) throw new Error(`no bench matches ${positionals.join(', ') || 'bench/*.bench.ts'}`);

mkdirSync('bench-results', { recursive: true });
let failed = 0;
for (const path of benches) {
  process.stdout.write(`\n--- ${path}\n`);
  const json = `bench-results/${basename(path, '.bench.ts')}.json`;
  const run = spawnSync(process.execPath, [path, '--json', json, ...(values.small === true ? ['--small'] : [])], {
    stdio: 'inherit',
  });
  if (run.status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
