import { expect, test } from 'vitest';
import { LiveTopic } from './live-topic.ts';
import { TopicHub } from './topic-hub.ts';
import type { Subscriber } from './topic-hub.ts';

/** A hub with the topic `skills`, or with any, over a number that stands for the database. */
function aHub(topics: 'one' | 'any' = 'one') {
  const state = { calls: 1, version: 1, nowMs: 0, loads: 0, versionReads: 0, broken: false };
  const errors: unknown[] = [];
  const hub = new TopicHub({
    open: (name) =>
      topics === 'any' || name === 'skills'
        ? new LiveTopic(name, {
            epoch: 'run',
            source: {
              async load() {
                state.loads += 1;
                if (state.broken) throw new Error('disk');
                return { summary: {}, rows: new Map([['review', { calls: state.calls }]]) };
              },
            },
          })
        : undefined,
    version: async () => {
      state.versionReads += 1;
      return String(state.version);
    },
    onError: (error) => errors.push(error),
    nowMs: () => state.nowMs,
  });
  return { hub, state, errors };
}

function aSubscriber(): Subscriber & { readonly heard: string[]; isOpen: boolean } {
  const heard: string[] = [];
  return { isOpen: true, heard, deliver: (_, message) => heard.push(String(JSON.parse(message.toString()).type)) };
}

test('a newcomer gets a snapshot, then changes', async () => {
  const { hub, state } = aHub();
  const subscriber = aSubscriber();
  await hub.subscribe('skills', subscriber);
  state.calls = 2;
  state.version = 2;
  await hub.tick();

  expect(subscriber.heard).toEqual(['snapshot', 'changes']);
});

test('asks the database nothing while nobody listens, and loads nothing while it has not changed', async () => {
  const { hub, state } = aHub();
  await hub.tick();
  expect(state).toMatchObject({ versionReads: 0, loads: 0 });

  await hub.subscribe('skills', aSubscriber());
  await hub.tick();
  const { loads } = state;
  await hub.tick();
  await hub.tick();
  expect(state.loads).toBe(loads);
});

test('looks again after a minute, because windows move with the clock', async () => {
  const { hub, state } = aHub();
  await hub.subscribe('skills', aSubscriber());
  await hub.tick();
  const { loads } = state;
  state.nowMs += 60_000;
  await hub.tick();

  expect(state.loads).toBe(loads + 1);
});

test('loads once for many who come at the same time', async () => {
  const { hub, state } = aHub();
  const subscribers = Array.from({ length: 50 }, aSubscriber);
  await Promise.all(subscribers.map((subscriber) => hub.subscribe('skills', subscriber)));

  expect(state.loads).toBe(1);
  expect(subscribers.every(({ heard }) => heard.length === 1)).toBe(true);
});

test('forgets who left, also while the first view was loading', async () => {
  const { hub } = aHub();
  const [quick, slow] = [aSubscriber(), aSubscriber()];
  const subscribing = hub.subscribe('skills', quick);
  quick.isOpen = false;
  await subscribing;
  expect(hub.isIdle).toBe(true);

  await hub.subscribe('skills', slow);
  expect(hub.unsubscribe('skills', slow)).toBe(true);
  expect(hub.unsubscribe('skills', slow)).toBe(false);
  expect(hub.isIdle).toBe(true);
});

test('a database that fails is reported, and its topic goes on when it is back', async () => {
  const { hub, state, errors } = aHub();
  const subscriber = aSubscriber();
  state.broken = true;
  await hub.subscribe('skills', subscriber);
  expect(errors).toHaveLength(1);
  expect(subscriber.heard).toEqual([]);

  await hub.tick();
  state.nowMs += 5000;
  await hub.tick();
  expect(errors).toHaveLength(1);

  state.broken = false;
  state.version = 2;
  state.nowMs += 5000;
  await hub.tick();
  expect(subscriber.heard).toEqual(['snapshot']);
});

test('has no topic that is none', async () => {
  const { hub } = aHub();

  expect(hub.offer('skills')).toBe('offered');
  expect(hub.offer('weather')).toBe('unknown');
  expect(await hub.subscribe('weather', aSubscriber())).toBe(false);
});

test('who leaves before the first view is there hears nothing, and nothing stays open for them', async () => {
  const { hub, state } = aHub();
  const subscriber = aSubscriber();
  const subscribing = hub.subscribe('skills', subscriber);
  expect(hub.unsubscribe('skills', subscriber)).toBe(true);
  await subscribing;
  state.version = 2;
  await hub.tick();

  expect(subscriber.heard).toEqual([]);
  expect(hub.isIdle).toBe(true);
});

test('offers no further topics when very many are listened to', async () => {
  const { hub } = aHub('any');
  for (let count = 0; count < 256; count += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one topic after the other
    await hub.subscribe(`skill:${count}`, aSubscriber());
  }

  expect(hub.offer('skill:256')).toBe('too-many-topics');
  expect(hub.offer('skill:0')).toBe('offered');
});

test('a subscriber that fell behind gets the latest state of what it still hears, and of nothing else', async () => {
  const { hub } = aHub();
  const [one, other] = [aSubscriber(), aSubscriber()];
  await Promise.all([one, other].map((subscriber) => hub.subscribe('skills', subscriber)));
  hub.unsubscribe('skills', one);

  expect(hub.snapshot('skills', one)).toBeUndefined();
  expect(hub.snapshot('skills', other)).toBeInstanceOf(Buffer);
});

test('tells all of very many subscribers, and lets others work in between', async () => {
  const { hub, state } = aHub();
  const subscribers = Array.from({ length: 1000 }, aSubscriber);
  await Promise.all(subscribers.map((subscriber) => hub.subscribe('skills', subscriber)));
  state.calls = 2;
  state.version = 2;
  let wasInterrupted = false;
  setImmediate(() => (wasInterrupted = subscribers.some(({ heard }) => heard.length === 1)));
  await hub.tick();

  expect(subscribers.every(({ heard }) => heard.join(' ') === 'snapshot changes')).toBe(true);
  expect(wasInterrupted).toBe(true);
});
