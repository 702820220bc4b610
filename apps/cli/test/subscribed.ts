import { onTestFinished } from 'vitest';

export type Subscribed = {
  /** Waits until a message that came, or will come, is one that is looked for. */
  until(isIt: (text: string) => boolean): Promise<void>;
  /** The code with which the server closed. */
  readonly closed: Promise<number>;
};

/** The browser's own kind of client, which hears a topic. It leaves with the test. */
export async function subscribed(url: string, topic: string): Promise<Subscribed> {
  const socket = new WebSocket(url.replace('http', 'ws'));
  onTestFinished(() => socket.close());
  const texts: string[] = [];
  const waiting = new Set<() => void>();
  socket.addEventListener('message', ({ data }) => {
    texts.push(String(data));
    for (const wake of waiting) wake();
  });
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error(`no socket at ${url}`)));
  });
  socket.send(JSON.stringify({ type: 'subscribe', topic }));
  return {
    closed,
    async until(isIt) {
      while (!texts.some(isIt)) {
        // oxlint-disable-next-line no-await-in-loop -- until it is there
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
  };
}
