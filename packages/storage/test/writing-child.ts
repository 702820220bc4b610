/**
 * A program for the fault tests: opens a database and commits batches of 3 rows, one line on stdout for each step.
 *
 *   node writing-child.ts <database> <first batch> <batches> [--free <ballast file> | --others | --crash]
 *
 * `ack <id>` a batch was committed | `error <code> <message>` | `wrong <count> <expected>` a read that was not an error
 * gave something else than what is committed | `done`. `--free`: a failure deletes the ballast; `--others`: others write
 * too, so counts are not compared; `--crash`: it dies instead of closing and leaves its log behind.
 */
import { rmSync, writeSync } from 'node:fs';
import { SkillsError } from '@skills/schema';
import { openNodeSqliteEngine } from '../src/engine/node-sqlite-engine.ts';
import type { SqlEngine } from '../src/engine/sql-engine.ts';

const rowsPerBatch = 3;
const payload = 'x'.repeat(3000);

const [database = '', first = '0', batches = '0', flag, ballast = ''] = process.argv.slice(2);
await main();

async function main(): Promise<void> {
  try {
    const engine = openNodeSqliteEngine({ url: database, cacheKib: 64 });
    await engine.transaction(async (tx) =>
      tx.script('CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, batch INTEGER, payload TEXT) STRICT'),
    );
    await writeBatches(engine);
    if (flag === '--crash') process.kill(process.pid, 'SIGKILL');
    await engine.close();
    say('done');
  } catch (error) {
    report(error);
  }
}

async function writeBatches(engine: SqlEngine): Promise<void> {
  let expected = Number((await engine.all('SELECT count(*) FROM t'))[0]?.[0]);
  for (let batch = Number(first); batch < Number(first) + Number(batches); batch += 1) {
    try {
      const rows = Array.from({ length: rowsPerBatch }, (_, row) => [batch * rowsPerBatch + row, batch, payload]);
      // oxlint-disable-next-line no-await-in-loop -- each batch is acknowledged before the next
      await engine.transaction(async (tx) => tx.runMany('INSERT INTO t VALUES (?, ?, ?)', rows));
      say(`ack ${batch}`);
      expected += rowsPerBatch;
      // oxlint-disable-next-line no-await-in-loop -- a read between two writes
      const count = (await engine.all('SELECT count(*), sum(length(payload)) FROM t'))[0]?.[0];
      if (count !== expected && flag !== '--others') say(`wrong ${String(count)} ${expected}`);
    } catch (error) {
      report(error);
      if (flag === '--free') rmSync(ballast, { force: true });
    }
  }
}

function report(error: unknown): void {
  const code = error instanceof SkillsError ? error.code : 'unknown';
  say(`error ${code} ${error instanceof Error ? error.message : String(error)}`);
}

/** Straight to the pipe: what was said before a kill has been said. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
