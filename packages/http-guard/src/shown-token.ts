import type { IncomingMessage } from 'node:http';
import { bearerToken } from './bearer-token.ts';

/**
 * The token of `Authorization: Bearer …`, or of `Basic …` as its password: a browser asks a person for it once and then
 * shows it with every request of the page, its sockets included.
 */
export function shownToken(request: Pick<IncomingMessage, 'headers'>): string | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(request.headers.authorization ?? '') ?? [];
  if (encoded === undefined) return bearerToken(request);
  const decoded = Buffer.from(encoded, 'base64').toString();
  const colon = decoded.indexOf(':');
  return colon < 0 ? undefined : decoded.slice(colon + 1);
}
