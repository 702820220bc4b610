import type { IncomingMessage } from 'node:http';

/** The token of `Authorization: Bearer …`. One in the address is not taken: addresses are logged and shared. */
export function bearerToken({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  return /^Bearer +([^\s]+) *$/i.exec(headers.authorization ?? '')?.[1];
}
