import { connect } from 'node:net';

/** Sends bytes as they are, so that headers can be missing, doubled or odd; the status of the answer. */
export async function rawStatus(port: number, lines: readonly string[]): Promise<number> {
  const answer = await rawAnswer(port, lines);
  return Number(/^HTTP\/1\.[01] (\d{3}) /.exec(answer)?.[1] ?? Number.NaN);
}

/** The whole answer as text; empty when the connection was closed without one. */
export function rawAnswer(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    const chunks: Buffer[] = [];
    socket.setTimeout(5000, () => socket.destroy(new Error(`no answer to ${lines[0]}`)));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  });
}
