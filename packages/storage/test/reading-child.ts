/**
 * A program for the tests of read-only media: opens a database, reads and tries to write; one JSON line on stdout.
 *
 *   node reading-child.ts <database>
 */
import { writeSync } from 'node:fs';
import { SkillsError } from '@skills/schema';
import { openNodeSqliteEngine } from '../src/engine/node-sqlite-engine.ts';

let warnings = 0;
const engine = openNodeSqliteEngine({
  url: process.argv[2] ?? '',
  onWarning: () => {
    warnings += 1;
  },
});
const rows = await engine.all('SELECT v FROM t');
const write = await engine
  .transaction(async (tx) => tx.run('INSERT INTO t VALUES (2)'))
  .catch((error: unknown) => (error instanceof SkillsError ? error.code : String(error)));
await engine.close();
writeSync(1, JSON.stringify({ rows, write, warnings }));
