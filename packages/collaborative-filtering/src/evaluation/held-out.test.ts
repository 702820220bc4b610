import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { interactionMatrix, itemsOf } from '../matrix/interaction-matrix.ts';
import { splitByTime } from './held-out.ts';

const rows = fc.array(fc.uniqueArray(fc.tuple(fc.nat(8), fc.nat(3)), { selector: ([item]) => item, maxLength: 9 }), {
  minLength: 1,
  maxLength: 8,
});

test('keeps out what came last and nothing else, and leaves everybody something', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom('one' as const, 0.2, 0.5), (of, share) => {
      const sorted = of.map((row) => row.toSorted(([left], [right]) => left - right));
      const matrix = interactionMatrix({
        users: of.length,
        itemCount: 9,
        userOfPair: sorted.flatMap((row, user) => row.map(() => user)),
        itemOfPair: sorted.flatMap((row) => row.map(([item]) => item)),
      });
      const times = sorted.flatMap((row) => row.map(([, time]) => time));

      const { train, heldOut } = splitByTime(matrix, times, share);

      for (const [user, row] of sorted.entries()) {
        const byTime = row.toSorted(([a, aTime], [b, bTime]) => aTime - bTime || a - b).map(([item]) => item);
        const wanted = share === 'one' ? 1 : Math.round(row.length * share);
        const count = Math.max(0, Math.min(wanted, row.length - 1));
        const expected = byTime.slice(row.length - count);
        expect(heldOut.find((one) => one.user === user)?.items ?? []).toEqual(expected);
        expect(new Set(itemsOf(train, user))).toEqual(new Set(byTime.slice(0, row.length - count)));
      }
    }),
  );
});
