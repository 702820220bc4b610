import type { LiveSocket, SocketListener } from './live-connection.ts';

/** A WebSocket of the browser. */
export function openSocket(url: string, { opened, heard, closed }: SocketListener): LiveSocket {
  const socket = new WebSocket(url);
  const over = new AbortController();
  const { signal } = over;
  socket.addEventListener('open', opened, { signal });
  socket.addEventListener('close', closed, { signal });
  socket.addEventListener(
    'message',
    ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') heard(data);
    },
    { signal },
  );
  return {
    send: (text) => socket.send(text),
    close() {
      over.abort();
      socket.close();
    },
  };
}
