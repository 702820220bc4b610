import { isIP } from 'node:net';

/** Names of this machine that no DNS server can point elsewhere. */
export const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The name part of a Host header in lower case, with IPv6 in brackets; the port may be any, because tunnels and containers
 * change it and a page of another site cannot use it to pass for this one.
 *
 * @returns `undefined` for what is not `name` or `name:port`
 * @example
 * hostName('LocalHost:9090'); // 'localhost'
 */
export function hostName(header: string): string | undefined {
  const match = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?)(?::(\d{1,5}))?$/i.exec(header);
  const [, name, port] = match ?? [];
  if (name === undefined || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) return undefined;
  return name.toLowerCase();
}

/** Whether an address or name that a server binds to is reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * By which names a server that binds to `host` may be called. On loopback those of this machine; anywhere else any IP
 * address too, because only a name can be rebound by DNS.
 *
 * @param names - further names, such as that of a container
 */
export function allowedHosts(host: string, names: readonly string[] = []): (name: string) => boolean {
  const known = new Set([...loopbackHosts, inBrackets(host.toLowerCase()), ...names.map((name) => name.toLowerCase())]);
  const takesAddresses = !isLoopback(host);
  return (name) => known.has(name) || (takesAddresses && isIP(name.replace(/^\[|\]$/g, '')) !== 0);
}

function inBrackets(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}
