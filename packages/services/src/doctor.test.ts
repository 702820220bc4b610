import { doctorResultSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { Doctor } from './doctor.ts';
import type { DoctorDependencies } from './doctor.ts';

const healthy: DoctorDependencies['facts'] = {
  nodeVersion: () => '24.1.0',
  database: async () => ({
    url: 'file:skills.db',
    schemaVersion: 'V5__events',
    pendingMigrations: [],
    problems: [],
    events: 12,
    quarantinedLines: 0,
  }),
  file: async () => ({ freeBytes: 5e9, mode: 0o100600 }),
  sources: async () => [{ source: 'claude-code', files: 3 }],
  operation: async () => undefined,
};

async function statuses(facts: Partial<DoctorDependencies['facts']>): Promise<Readonly<Record<string, string>>> {
  const result = await new Doctor({ facts: { ...healthy, ...facts } }).examine();
  return Object.fromEntries(result.checks.map(({ name, status }) => [name, status]));
}

test('a machine in order has no finding and nothing to fix', async () => {
  const result = await new Doctor({ facts: healthy }).examine();

  expect(result.ok).toBe(true);
  expect(result.checks.every(({ status, fix }) => status === 'ok' && fix === '')).toBe(true);
  expect(doctorResultSchema.parse(result)).toEqual(result);
});

test('an old Node.js is a failure', async () => {
  expect(await statuses({ nodeVersion: () => '22.9.0' })).toMatchObject({ node: 'fail' });
});

test('no database yet is a warning with what to do', async () => {
  const result = await new Doctor({ facts: { ...healthy, database: async () => undefined } }).examine();

  expect(result.ok).toBe(true);
  expect(result.checks).toContainEqual({
    name: 'database',
    status: 'warn',
    detail: 'there is no database yet',
    fix: 'run skills start',
  });
});

test('damage, an old schema, an empty log and bad lines are told apart', async () => {
  const database = {
    url: 'file:skills.db',
    schemaVersion: 'V4__phase4_extensions',
    pendingMigrations: ['V5__events'],
    problems: ['wrong # of entries in index x'],
    events: 0,
    quarantinedLines: 7,
  };

  expect(await statuses({ database: async () => database })).toMatchObject({
    schema: 'warn',
    integrity: 'fail',
    events: 'warn',
    quarantine: 'warn',
  });
});

test('an open file, a full disk and no sources are warnings', async () => {
  const facts = {
    file: async () => ({ freeBytes: 5e7, mode: 0o100644 }),
    sources: async () => [{ source: 'codex', files: 0 }],
  };

  expect(await statuses(facts)).toMatchObject({ privacy: 'warn', disk: 'warn', sources: 'warn' });
});

test('a look that fails is a finding and the others still happen', async () => {
  const facts = { database: () => Promise.reject(new Error('file is not a database')) };

  expect(await statuses(facts)).toMatchObject({ database: 'fail', privacy: 'ok', sources: 'ok' });
});
