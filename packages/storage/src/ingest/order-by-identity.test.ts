import { expect, test } from 'vitest';
import { eventIdentity } from '../event-identity.ts';
import { orderByIdentity } from './order-by-identity.ts';

test('keeps every record, in the order of the bytes that their identities begin with', () => {
  const records = Array.from({ length: 5000 }, (_, index) => ({ identity: eventIdentity(`c${index}`), index }));

  const prefixes = orderByIdentity(records).map(({ identity }) => identity.slice(0, 4));

  expect(new Set(orderByIdentity(records).map(({ index }) => index)).size).toBe(5000);
  expect(prefixes).toEqual(prefixes.toSorted((left, right) => (left < right ? -1 : Number(left > right))));
});
