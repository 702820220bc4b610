import { expect, test } from 'vitest';
import { parseEventDetails } from './parse-event-details.ts';

test('has no fields where there are no details', () => {
  expect(parseEventDetails(null)).toEqual({});
  expect(parseEventDetails('{}')).toEqual({});
});

test('leaves out what is not of its kind, and keeps false', () => {
  const details = {
    taskId: 7,
    alternatives: ['lint', 3],
    followUpActions: 'push',
    humanEffortLevel: 'HUGE',
    browserUsed: false,
    metadata: [1],
  };

  expect(parseEventDetails(JSON.stringify(details))).toEqual({ alternatives: ['lint'], browserUsed: false });
});

test.each(['{"taskId": ', '[]', '"text"'])('says that the file is damaged when the details are %s', (details) => {
  expect(() => parseEventDetails(details)).toThrow(expect.objectContaining({ code: 'storage-corrupt' }));
});
