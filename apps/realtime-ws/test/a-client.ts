import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import { serverMessageSchema } from '../src/protocol/server-message.ts';
import type { ServerMessage } from '../src/protocol/server-message.ts';

export type AClient = {
  readonly socket: WebSocket;
  /** Every message so far, in order. */
  readonly messages: readonly ServerMessage[];
  /** The next message of a type that was not returned before. */
  next<Type extends ServerMessage['type']>(type: Type): Promise<Extract<ServerMessage, { readonly type: Type }>>;
  send(message: object): void;
  /** The code with which the connection was closed. */
  readonly closed: Promise<number>;
};

/** A connected client of the server at `url`; it leaves with the test. */
export async function aClient(url: string, options: ClientOptions = {}): Promise<AClient> {
  const socket = new WebSocket(url.replace('http', 'ws'), options);
  onTestFinished(() => socket.terminate());
  const messages: ServerMessage[] = [];
  const taken = new Set<ServerMessage>();
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    messages.push(serverMessageSchema.parse(JSON.parse(data.toString())));
    for (const wake of waiting) wake();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return {
    socket,
    messages,
    closed,
    send: (message) => socket.send(JSON.stringify(message)),
    async next(type) {
      for (;;) {
        const found = messages.find((message) => message.type === type && !taken.has(message));
        if (found !== undefined) {
          taken.add(found);
          if (isOfType(found, type)) return found;
        }
        // oxlint-disable-next-line no-await-in-loop -- until the message is there
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
  };
}

function isOfType<Type extends ServerMessage['type']>(
  message: ServerMessage,
  type: Type,
): message is Extract<ServerMessage, { readonly type: Type }> {
  return message.type === type;
}
