import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serverMessageSchema } from '../protocol/server-message.ts';
import { LiveTopic } from './live-topic.ts';
import type { TopicView } from './topic-source.ts';

type Rows = Readonly<Record<string, number>>;

function aView(rows: Rows, total = 0): TopicView {
  return { summary: { total }, rows: new Map(Object.entries(rows).map(([key, calls]) => [key, { calls }])) };
}

/** A topic whose next view is whatever was set last. */
function aTopic(epoch = 'run-1'): { topic: LiveTopic; show: (view: TopicView) => Promise<Buffer | undefined> } {
  let view = aView({});
  const topic = new LiveTopic('skills', { epoch, source: { load: async () => view } });
  return {
    topic,
    show(next) {
      view = next;
      return topic.refresh();
    },
  };
}

function read(message: Buffer | undefined): unknown {
  return message === undefined ? undefined : JSON.parse(message.toString());
}

test('sends the rows that changed, and the keys of those that went', async () => {
  const { show } = aTopic();
  await show(aView({ review: 1, deploy: 2 }));

  expect(read(await show(aView({ review: 1, release: 5 })))).toEqual({
    type: 'changes',
    topic: 'skills',
    epoch: 'run-1',
    sequence: 2,
    rows: { release: { calls: 5 } },
    removed: ['deploy'],
  });
});

test('is silent when nothing changed', async () => {
  const { topic, show } = aTopic();
  await show(aView({ review: 1 }));

  expect(await show(aView({ review: 1 }))).toBeUndefined();
  expect(topic.since({ epoch: 'run-1', sequence: 1 })).toEqual([]);
});

test('gives the whole view to who comes from another run, from the future, or from too long ago', async () => {
  const { topic, show } = aTopic();
  for (let calls = 1; calls <= 70; calls += 1) await show(aView({ review: calls }));

  const whole = [topic.snapshot()];
  expect(topic.since({ epoch: 'run-0', sequence: 70 })).toEqual(whole);
  expect(topic.since({ epoch: 'run-1', sequence: 71 })).toEqual(whole);
  expect(topic.since({ epoch: 'run-1', sequence: 5 })).toEqual(whole);
  expect(topic.since({ epoch: 'run-1', sequence: 68 })).toHaveLength(2);
});

test('every message is one of the protocol, whatever a skill is called', async () => {
  const { topic, show } = aTopic();
  const change = await show(aView({ '</script>"\u2028__proto__': 1, ['__proto__']: 2 }));

  expect(serverMessageSchema.safeParse(read(change)).success).toBe(true);
  expect(serverMessageSchema.safeParse(read(topic.snapshot())).success).toBe(true);
});

test('whoever applies what was missed sees what a newcomer sees', async () => {
  const rows = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }));
  await fc.assert(
    fc.asyncProperty(fc.array(rows, { minLength: 2, maxLength: 40 }), fc.nat(), async (views, leaves) => {
      const { topic, show } = aTopic();
      const leavesAfter = leaves % views.length;
      const known = new Map<string, unknown>();
      let position = { epoch: 'none', sequence: 0 };
      for (const [index, view] of views.entries()) {
        await show(aView(view));
        if (index === leavesAfter) position = apply(known, [topic.snapshot()]);
      }
      apply(known, topic.since(position));

      const fresh = new Map<string, unknown>();
      apply(fresh, [topic.snapshot()]);
      expect(known).toEqual(fresh);
    }),
  );
});

/** What a client does with messages. */
function apply(
  known: Map<string, unknown>,
  messages: readonly Buffer[],
): { readonly epoch: string; readonly sequence: number } {
  let position = { epoch: 'none', sequence: 0 };
  for (const message of messages) {
    const parsed = serverMessageSchema.parse(read(message));
    if (parsed.type !== 'snapshot' && parsed.type !== 'changes') throw new Error(`unexpected ${parsed.type}`);
    if (parsed.type === 'snapshot') known.clear();
    else for (const key of parsed.removed) known.delete(key);
    for (const [key, row] of Object.entries(parsed.rows)) known.set(key, row);
    position = { epoch: parsed.epoch, sequence: parsed.sequence };
  }
  return position;
}
