/**
 * A program for the kill test: prunes a database, or erases a project, says `ready` when it begins, and `done`.
 *
 *   node retaining-child.ts <url> prune|erase <project> <now, in epoch milliseconds>
 */
import { writeSync } from 'node:fs';
import { retain } from './retain.ts';

const [url = '', kind = '', project = '', nowMs = '0'] = process.argv.slice(2);

await retain(
  url,
  { kind: kind === 'erase' ? 'erase' : 'prune', project, nowMs: Number(nowMs) },
  async () => void writeSync(1, 'ready\n'),
);
writeSync(1, 'done\n');
