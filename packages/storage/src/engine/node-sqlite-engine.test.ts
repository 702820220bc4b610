import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { sqlEngineContract } from '@skills/testing';
import { openNodeSqliteEngine } from './node-sqlite-engine.ts';

sqlEngineContract({
  name: 'node:sqlite in memory',
  open: async () => openNodeSqliteEngine({ url: ':memory:' }),
  shared: false,
});

const folder = mkdtempSync(join(tmpdir(), 'skills-engine-'));
afterAll(() => rmSync(folder, { recursive: true }));
sqlEngineContract({
  name: 'node:sqlite on a file',
  open: async () => openNodeSqliteEngine({ url: `file:${join(folder, 'skills.db')}` }),
  shared: true,
});
