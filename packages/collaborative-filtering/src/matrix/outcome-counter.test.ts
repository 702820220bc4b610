import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemsOf } from './interaction-matrix.ts';
import { OutcomeCounter } from './outcome-counter.ts';

const itemCount = 5;
const calls = fc.array(
  fc.record({
    user: fc.integer({ min: 0, max: 6 }),
    item: fc.integer({ min: -1, max: itemCount - 1 }),
    completed: fc.constantFrom(1, 0, -1),
  }),
  { maxLength: 60 },
);

test('sums what a walk through the calls sums, whatever the blocks they come in', () => {
  fc.assert(
    fc.property(calls, fc.nat(60), (of, cut) => {
      const counter = new OutcomeCounter({ room: 4 });
      for (const block of [of.slice(0, cut), of.slice(cut)]) {
        counter.add({
          events: block.length,
          user: block.map(({ user }) => user),
          item: block.map(({ item }) => item),
          completed: block.map(({ completed }) => completed),
        });
      }
      const log = counter.matrix(itemCount);
      for (let user = 0; user <= 6; user += 1) {
        const own = of.filter((call) => call.user === user && call.user > 0 && call.item >= 0);
        const start = log.matrix.offsets[user] ?? 0;
        const seen = user < log.matrix.users ? [...itemsOf(log.matrix, user)] : [];
        const found = seen.map((item, place) => ({
          item,
          calls: log.calls[start + place],
          completed: log.completed[start + place],
          failed: log.failed[start + place],
          first: log.firstCall[start + place],
        }));
        const items = [...new Set(own.map(({ item }) => item))].toSorted((left, right) => left - right);
        expect(found).toEqual(
          items.map((item) => {
            const mine = own.filter((call) => call.item === item);
            return {
              item,
              calls: mine.length,
              completed: mine.filter(({ completed }) => completed === 1).length,
              failed: mine.filter(({ completed }) => completed === 0).length,
              first: of.findIndex((call) => call.user === user && call.item === item),
            };
          }),
        );
      }
    }),
  );
});

test('has no rows without calls', () => {
  expect(new OutcomeCounter().matrix(3).matrix).toMatchObject({ users: 1, itemCount: 3 });
});

test('names an item that is not there', () => {
  const counter = new OutcomeCounter();
  counter.add({ events: 1, user: [1], item: [3], completed: [1] });
  expect(() => counter.matrix(3)).toThrow('item 3 is not below 3');
});

test('can be asked while calls still come', () => {
  const counter = new OutcomeCounter({ room: 2 });
  const call = { events: 1, user: [1], item: [0], completed: [1] };
  expect(counter.matrix(1).calls).toHaveLength(0);
  for (const times of [1, 2, 3]) {
    counter.add(call);
    expect(counter.matrix(1)).toMatchObject({ calls: Uint32Array.of(times), firstCall: Uint32Array.of(0) });
  }
});
