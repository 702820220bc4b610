import { expect, test } from 'vitest';
import { mirrorTopic } from './topic-mirror.ts';
import type { TopicState } from './topic-mirror.ts';
import type { TopicMessage } from './server-message.ts';

const topic = 'skills';
const snapshot: TopicMessage = {
  type: 'snapshot',
  topic,
  epoch: 'e',
  sequence: 4,
  summary: { total: 2 },
  rows: { a: { calls: 1 }, b: { calls: 1 } },
};

function stateAfter(...messages: readonly TopicMessage[]): TopicState | 'gap' | undefined {
  let state: TopicState | 'gap' | undefined;
  for (const message of messages) state = mirrorTopic(state === 'gap' ? undefined : state, message);
  return state;
}

function changes(sequence: number, more: Partial<TopicMessage & { readonly type: 'changes' }> = {}): TopicMessage {
  return { type: 'changes', topic, epoch: 'e', sequence, summary: undefined, rows: {}, removed: [], ...more };
}

test('changes are taken up row by row, and what they do not name stays', () => {
  const state = stateAfter(snapshot, changes(5, { rows: { a: { calls: 2 }, c: { calls: 1 } }, removed: ['b'] }));

  expect(state).toEqual({
    position: { epoch: 'e', sequence: 5 },
    summary: { total: 2 },
    rows: new Map([
      ['a', { calls: 2 }],
      ['c', { calls: 1 }],
    ]),
  });
});

test('a message that was heard before changes nothing', () => {
  expect(stateAfter(snapshot, changes(4, { removed: ['a', 'b'] }))).toEqual(stateAfter(snapshot));
});

test.each([
  ['a number is left out', [snapshot, changes(6)]],
  ['the server began anew', [snapshot, changes(5, { epoch: 'f' })]],
  ['nothing was heard before', [changes(5)]],
])('the whole is asked for when %s', (_, messages) => {
  expect(stateAfter(...messages)).toBe('gap');
});
