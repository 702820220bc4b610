import { expect, test } from 'vitest';
import { AnswerStore } from './answer-store.ts';
import type { FetchedAnswer } from './answer-store.ts';

type Asked = { readonly path: string; readonly answer: (fetched: FetchedAnswer) => void };

function storeWithHands(): {
  readonly store: AnswerStore;
  readonly asked: Asked[];
  readonly clock: { nowMs: number };
  readonly timers: { readonly ms: number; readonly run: () => void }[];
} {
  const asked: Asked[] = [];
  const clock = { nowMs: 0 };
  const timers: { ms: number; run: () => void }[] = [];
  const store = new AnswerStore({
    fetchAnswer: (path) => new Promise((answer) => asked.push({ path, answer })),
    nowMs: () => clock.nowMs,
    after: (ms, run) => timers.push({ ms, run }),
  });
  return { store, asked, clock, timers };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a question is asked once however many look at it, and nobody who looked away is asked for', async () => {
  const { store, asked } = storeWithHands();
  const stop = store.subscribe('/api/top', () => undefined);
  store.subscribe('/api/top', () => undefined);
  expect(asked.map(({ path }) => path)).toEqual(['/api/top']);

  asked[0]?.answer({ ok: true, result: { calls: 1 } });
  await settle();
  expect(store.get('/api/top')).toEqual({ result: { calls: 1 }, problem: undefined, isLoading: false });

  store.subscribe('/api/costs', () => undefined)();
  asked[1]?.answer({ ok: true, result: {} });
  await settle();
  stop();
  void store.refresh();
  expect(asked.map(({ path }) => path)).toEqual(['/api/top', '/api/costs', '/api/top']);
});

test('the last figures stay while the server does not answer, and go when there are none to have', async () => {
  const { store, asked } = storeWithHands();
  store.subscribe('/api/show/a', () => undefined);
  asked[0]?.answer({ ok: true, result: { calls: 1 } });
  await settle();
  void store.refresh();
  asked[1]?.answer({ ok: false, problem: 'the server does not answer', isFinal: false });
  await settle();
  expect(store.get('/api/show/a')).toMatchObject({ result: { calls: 1 }, problem: 'the server does not answer' });

  void store.refresh();
  asked[2]?.answer({ ok: false, problem: 'no call of a', isFinal: true });
  await settle();
  expect(store.get('/api/show/a')).toEqual({ result: undefined, problem: 'no call of a', isLoading: false });
});

test('what takes a second to answer is asked for again after five', async () => {
  const { store, asked, clock, timers } = storeWithHands();
  store.subscribe('/api/anomalies', () => undefined);
  clock.nowMs = 1_000;
  asked[0]?.answer({ ok: true, result: {} });
  await settle();

  clock.nowMs = 2_000;
  void store.refresh();
  void store.refresh();
  expect(asked).toHaveLength(1);
  expect(timers.map(({ ms }) => ms)).toEqual([4_000]);
  clock.nowMs = 6_000;
  timers[0]?.run();
  expect(asked).toHaveLength(2);
});

test('a change that comes while an answer is on its way is asked for after it', async () => {
  const { store, asked } = storeWithHands();
  store.subscribe('/api/top', () => undefined);
  void store.refresh();
  expect(asked).toHaveLength(1);
  asked[0]?.answer({ ok: true, result: { calls: 1 } });
  await settle();
  expect(asked).toHaveLength(2);
});
