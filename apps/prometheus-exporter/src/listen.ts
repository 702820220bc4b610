import type { Server } from 'node:http';
import { SkillsError } from '@skills/schema';

/** @throws {SkillsError} 'invalid-usage' when the port is taken or may not be opened, or the host is not of this machine */
export function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new SkillsError('invalid-usage', problemOf(error, host, port), { cause: error }));
    });
    server.listen({ host, port }, resolve);
  });
}

function problemOf({ code = '', message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `port ${port} of ${host} is taken (Prometheus itself uses 9090); choose another with --port`;
  }
  if (code === 'EACCES') return `port ${port} of ${host} may not be opened; choose one above 1023 with --port`;
  if (['EADDRNOTAVAIL', 'ENOTFOUND'].includes(code)) return `--host ${host}: this machine has no such address`;
  return `cannot listen on ${host}:${port}: ${message}; --host and --port say where`;
}
