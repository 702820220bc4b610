import { skillEventSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { eventColumns, isField } from './event-columns.ts';

test('has a column for every field of an event, and for nothing else', () => {
  expect(eventColumns.map(({ name }) => name)).toEqual(Object.keys(skillEventSchema.shape));
  expect(isField('skillName')).toBe(true);
  expect(isField('toString')).toBe(false);
});

test('requires what the schema requires, but for the outcome', () => {
  const { error } = skillEventSchema.safeParse({});
  const needed = (error?.issues ?? []).map((issue) => String(issue.path[0]));

  expect(eventColumns.filter(({ required }) => required).map(({ name }) => name)).toEqual(
    needed.filter((name) => name !== 'completed'),
  );
});
