import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFolder } from '@skills/testing';
import { firstMs } from '../../test/retention-calls.ts';
import { RetentionWorld, type WorldStep } from '../../test/retention-world.ts';
import type { RetentionHorizons } from './retention-tiers.ts';

const dayMs = 86_400_000;
const call = fc.nat(39);
const told = fc.record({ number: call, isOpen: fc.boolean() });

/** A log of some days, hours that are kept for some days more, and days for some more, or each for good. */
const horizons = fc
  .record({
    rawMs: fc.nat(22 * dayMs),
    hourlyDays: fc.option(fc.nat(4), { freq: 3 }),
    dailyDays: fc.option(fc.nat(4), { freq: 2 }),
  })
  .map(({ rawMs, hourlyDays, dailyDays }): RetentionHorizons => {
    const raw = firstMs + rawMs;
    const hourly = hourlyDays === null ? 0 : (Math.floor(raw / dayMs) - hourlyDays) * dayMs;
    return { raw, hourly, daily: hourly === 0 || dailyDays === null ? 0 : hourly - dailyDays * dayMs };
  });

const step: fc.Arbitrary<WorldStep> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('collect' as const), told: fc.array(told, { maxLength: 12 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('complete' as const), number: call }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('prune', 'prune', 'prune', 'crash in prune'),
      horizons,
      rows: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('rebuild', 'aggregate', 'segments', 'reopen', 'crash in collect'),
    }),
  },
);

const sorted = (rows: readonly (readonly unknown[])[]): readonly string[] => rows.map(String).toSorted();

async function expectAsModel(world: RetentionWorld): Promise<void> {
  const { model } = world;
  expect(await world.log()).toEqual(model.log());
  expect(sorted(await world.days())).toEqual(sorted(model.days()));
  expect(sorted(await world.hours(model.firstHour, Infinity))).toEqual(sorted(model.hours()));
  const late = await world.hours(0, model.firstHour);
  expect(sorted(late.map((row) => row.slice(0, -1)))).toEqual(sorted(model.lateHours()));
  expect(await world.usage()).toEqual(model.usage());
}

test('any order of collecting, completing, pruning tiers, aggregating, rebuilding and crashing counts what a list would', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 16 }), async (steps) => {
      const folder = await temporaryFolder();
      const world = new RetentionWorld(`file:${join(folder.path, 'skills.db')}`);
      await world.open();
      try {
        for (const each of steps) {
          // oxlint-disable-next-line no-await-in-loop -- the order is what is tested
          await world.take(each);
        }
        await expectAsModel(world);
        const maintained = await world.rollups();
        await world.take({ do: 'rebuild' });
        expect(await world.rollups()).toEqual(maintained);
        await expectAsModel(world);
        await world.take({ do: 'aggregate' });
        const ofProjects = world.model.days().filter(([project]) => project !== '0');
        expect(sorted(await world.aggregates())).toEqual(sorted(ofProjects.map((row) => row.slice(0, -1))));
      } finally {
        await world.engine.close();
        rmSync(folder.path, { recursive: true, force: true });
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
