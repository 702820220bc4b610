import { expect, test } from 'vitest';
import { LiveConnection } from './live-connection.ts';
import type { SocketListener } from './live-connection.ts';

type Sent = { readonly type: string; readonly topic?: string };

/** A connection whose sockets and clock are moved by hand. */
function connectionByHand(): {
  readonly live: LiveConnection;
  readonly sockets: { readonly listener: SocketListener; readonly sent: Sent[] }[];
  readonly wait: (ms: number) => void;
} {
  const sockets: { listener: SocketListener; sent: Sent[] }[] = [];
  const timers = new Set<{ atMs: number; run: () => void }>();
  let nowMs = 0;
  const live = new LiveConnection({
    open: (listener) => {
      const sent: Sent[] = [];
      sockets.push({ listener, sent });
      return { send: (text) => sent.push(JSON.parse(text)), close: () => undefined };
    },
    after(ms, run) {
      const timer = { atMs: nowMs + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random: () => 0.5,
  });
  const wait = (ms: number): void => {
    nowMs += ms;
    for (const timer of [...timers].filter(({ atMs }) => atMs <= nowMs)) {
      timers.delete(timer);
      timer.run();
    }
  };
  return { live, sockets, wait };
}

const snapshot = JSON.stringify({
  type: 'snapshot',
  topic: 'skills',
  epoch: 'e',
  sequence: 3,
  summary: {},
  rows: { a: { calls: 1 } },
});
const changes = JSON.stringify({
  type: 'changes',
  topic: 'skills',
  epoch: 'e',
  sequence: 4,
  rows: { a: { calls: 2 } },
  removed: [],
});

test('a topic goes on where it was when the connection comes back', () => {
  const { live, sockets, wait } = connectionByHand();
  live.subscribe('skills', () => undefined);
  live.connect();
  sockets[0]?.listener.opened();
  sockets[0]?.listener.heard(snapshot);
  sockets[0]?.listener.heard(changes);
  expect(live.state('skills')?.rows).toEqual(new Map([['a', { calls: 2 }]]));

  sockets[0]?.listener.closed();
  expect(live.status).toBe('lost');
  wait(500);
  sockets[1]?.listener.opened();
  expect(live.status).toBe('open');
  expect(sockets[1]?.sent).toEqual([{ type: 'subscribe', topic: 'skills', epoch: 'e', sequence: 4 }]);
});

test('the waits between attempts double, up to fifteen seconds', () => {
  const { live, sockets, wait } = connectionByHand();
  live.connect();
  const waits = [500, 1000, 2000, 4000, 8000, 15_000, 15_000];
  for (const [attempt, ms] of waits.entries()) {
    sockets[attempt]?.listener.closed();
    wait(ms - 1);
    expect(sockets).toHaveLength(attempt + 1);
    wait(1);
    expect(sockets).toHaveLength(attempt + 2);
  }
});

test('a connection that answers no sign of life is given up', () => {
  const { live, sockets, wait } = connectionByHand();
  live.connect();
  sockets[0]?.listener.opened();
  wait(15_000);
  expect(sockets[0]?.sent).toEqual([{ type: 'ping' }]);
  sockets[0]?.listener.heard('{"type":"pong"}');
  wait(15_000);
  wait(5_000);
  expect(live.status).toBe('lost');
});

test('when a message was missed, the whole is asked for', () => {
  const { live, sockets } = connectionByHand();
  live.subscribe('skills', () => undefined);
  live.connect();
  sockets[0]?.listener.opened();
  sockets[0]?.listener.heard(changes);
  expect(sockets[0]?.sent.filter(({ type }) => type === 'subscribe')).toEqual([
    { type: 'subscribe', topic: 'skills' },
    { type: 'subscribe', topic: 'skills' },
  ]);
});

test('what is no message of a topic is passed over', () => {
  const { live, sockets } = connectionByHand();
  live.subscribe('skills', () => undefined);
  live.connect();
  sockets[0]?.listener.opened();
  for (const text of [
    '',
    '[]',
    'null',
    '{"type":"snapshot"}',
    '{"type":"snapshot","topic":"other","epoch":"e","sequence":1}',
  ]) {
    sockets[0]?.listener.heard(text);
  }
  expect(live.state('skills')).toBeUndefined();
});
