// Time from a change to a client that hears of it: 10 clients at 10 Hz, 1,000 with a hundred that read nothing at 1 Hz, and
// with `--long` 10,000 with a thousand (needs `ulimit -n 20000`). The floor is `ws` alone with the same bytes in the same run.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { LoadOptions } from '../test/load-world.ts';
import { runLoad } from '../test/run-load.ts';
import type { LoadResult } from '../test/run-load.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, small: { type: 'boolean' }, long: { type: 'boolean' } },
});
const seconds = values.small === true ? 5 : 15;
const bare = new URL('./bare-server-child.ts', import.meta.url);
const large = { bigCharacters: 8 * 1024 * 1024, rounds: seconds, intervalMs: 1000 };
const loads: readonly LoadOptions[] = [
  { clients: 10, stalled: 0, rounds: seconds * 10, bigCharacters: 0, intervalMs: 100 },
  { ...large, clients: 1000, stalled: 100 },
  ...(values.long === true ? [{ ...large, clients: 10_000, stalled: 1000 }] : []),
];

const rows: Record<string, number | string>[] = [];
for (const load of loads) {
  // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
  rows.push(rowOf('skills', load, await runLoad(load)));
  const floor = { ...load, clients: load.clients - load.stalled, stalled: 0 };
  // oxlint-disable-next-line no-await-in-loop
  rows.push(rowOf('ws alone', floor, await runLoad(floor, bare)));
}
// oxlint-disable-next-line no-console -- the table is what a bench is for
console.table(rows);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);

function rowOf(server: string, load: LoadOptions, { clients, server: report, stalledGoneMs }: LoadResult) {
  return {
    server,
    clients: load.clients,
    stalled: load.stalled,
    deliveries: clients.deliveries,
    'p50 ms': clients.p50Ms,
    'p99 ms': clients.p99Ms,
    'RSS MB': report.rssMegabytes,
    'stalled gone s': load.stalled === 0 ? '' : Number(((stalledGoneMs ?? Number.NaN) / 1000).toFixed(1)),
  };
}
