import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOfHour } from './event-change.ts';
import { hourOfCell, projectOfCell, sessionBuckets, sessionCell } from './session-cells.ts';

const cellParts = fc.record({ hour: fc.integer({ min: 400_000, max: 400_100 }), projectId: fc.nat(2) });

test('a cell tells its hour and project', () => {
  fc.assert(
    fc.property(fc.nat(1_200_000), fc.nat(2 ** 32 - 1), (hour, projectId) => {
      const cell = sessionCell(hour, projectId);

      expect([hourOfCell(cell), projectOfCell(cell)]).toEqual([hour, projectId]);
    }),
  );
});

test('buckets less the gaps inside a window count the session once if it is there at all', () => {
  fc.assert(
    fc.property(fc.array(cellParts), fc.integer({ min: 400_000, max: 400_100 }), fc.nat(60), (parts, from, length) => {
      const { hours } = sessionBuckets(parts.map(({ hour, projectId }) => sessionCell(hour, projectId)));
      const inWindow = (hour: number): boolean => hour >= from && hour < from + length;
      const buckets = hours.filter(inWindow).length;
      const gaps = hours.filter((hour, index) => inWindow(hour) && inWindow(hours[index - 1] ?? -1)).length;

      expect(buckets - gaps).toBe(parts.some(({ hour }) => inWindow(hour)) ? 1 : 0);
    }),
  );
});

test('days are told for every project together and for each that is known', () => {
  fc.assert(
    fc.property(fc.array(cellParts), (parts) => {
      const { days } = sessionBuckets(parts.map(({ hour, projectId }) => sessionCell(hour, projectId)));
      const daysOf = (projectId: number): number =>
        new Set(parts.filter((part) => part.projectId === projectId).map(({ hour }) => dayOfHour(hour))).size;

      expect(days.get(0)?.length ?? 0).toBe(new Set(parts.map(({ hour }) => dayOfHour(hour))).size);
      expect(days.get(1)?.length ?? 0).toBe(daysOf(1));
      expect(days.get(2)?.length ?? 0).toBe(daysOf(2));
    }),
  );
});
