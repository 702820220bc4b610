import { expect, test } from 'vitest';
import { aCall } from '../../test/open-test-log.ts';
import { eventDetails, followUpActionsOf, mergeDetails } from './event-details.ts';

test('are null for a call that has columns only', () => {
  expect(eventDetails(aCall({ model: 'm', durationSeconds: 3 }))).toBeNull();
});

test('keep the fields of the wire, in one order, without what SQLite would choke on', () => {
  const details = eventDetails(
    aCall({ metadata: { 'k\0': 'a\ud800b\0c', slash: '\\u0000' }, followUpActions: ['re\0try'], taskId: 't\udc00' }),
  );

  expect(details).toBe(
    String.raw`{"taskId":"t�","followUpActions":["retry"],"metadata":{"k":"a�bc","slash":"\\u0000"}}`,
  );
});

test('leave out metadata that is too deep or too long, and keep the rest', () => {
  let deep: Record<string, unknown> = {};
  for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };

  expect(eventDetails(aCall({ taskId: 't', metadata: deep }))).toBe('{"taskId":"t"}');
  expect(eventDetails(aCall({ metadata: { long: 'x'.repeat(70_000) } }))).toBeNull();
});

test('are completed field by field, in either order', () => {
  const one = eventDetails(aCall({ taskId: 't', browserUsed: false }));
  const two = eventDetails(aCall({ taskId: 't', followUpActions: ['retry'], metadata: { a: 1 } }));
  const both = '{"taskId":"t","followUpActions":["retry"],"browserUsed":false,"metadata":{"a":1}}';

  expect(mergeDetails(one, two)).toBe(both);
  expect(mergeDetails(two, one)).toBe(both);
  expect(mergeDetails(null, two)).toBe(two);
  expect(mergeDetails(both, one)).toBe(both);
});

test('name their follow-up actions', () => {
  expect(followUpActionsOf(eventDetails(aCall({ followUpActions: ['retry', 'ask'] })))).toEqual(['retry', 'ask']);
  expect(followUpActionsOf('{"followUpActions":"retry"}')).toEqual([]);
  expect(followUpActionsOf(null)).toEqual([]);
});
