import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { interactionMatrix } from '../matrix/interaction-matrix.ts';
import { JaccardNeighbours } from './jaccard-neighbours.ts';
import { nearestWithTies } from './nearest-with-ties.ts';

const sets = fc.array(fc.uniqueArray(fc.nat(3), { maxLength: 4 }), { minLength: 1, maxLength: 90 });

test('is the nearest and everybody who is as near as the last of them', () => {
  fc.assert(
    fc.property(sets, fc.integer({ min: 1, max: 5 }), (of, limit) => {
      const neighbours = new JaccardNeighbours(
        interactionMatrix({
          users: of.length,
          itemCount: 4,
          userOfPair: of.flatMap((set, user) => set.map(() => user)),
          itemOfPair: of.flat(),
        }),
      );
      const everybody = neighbours.similarUsers(of[0] ?? [], { limit: of.length, except: 0 });
      const last = everybody[limit - 1]?.similarity ?? 0;

      expect(nearestWithTies(neighbours, of[0] ?? [], { limit, except: 0 })).toEqual(
        everybody.filter(({ similarity }) => similarity >= last),
      );
    }),
  );
});
