import { createHmac, randomBytes } from 'node:crypto';
import { compare } from 'bcryptjs';

/** `busy`: too many passwords are being checked. */
export type AuthVerdict = 'right' | 'wrong' | 'busy';

// For users that do not exist, so that they take as long as those who do.
const nobodysHash = '$2b$10$689lXgSmZOKK6fFIsA2dauUThdK8kkla4T.jRwWvoCXdoln4YQs0q';
const mostRemembered = 100;
const mostWaiting = 8;

/**
 * Names and passwords against bcrypt hashes. One hash takes a twentieth of a second, so what was right is remembered under a
 * key of this process, over name, hash and password as separate parts; what is wrong is checked one at a time.
 */
export class BasicAuth {
  readonly #secret = randomBytes(32);
  readonly #remembered = new Set<string>();
  #lane: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  async check(authorization: string | undefined, users: ReadonlyMap<string, string>): Promise<AuthVerdict> {
    const credentials = basicCredentials(authorization);
    if (credentials === undefined) return 'wrong';
    const hash = users.get(credentials.name);
    const memory = this.#memoryOf([credentials.name, hash ?? '', credentials.password]);
    if (hash !== undefined && this.#remembered.has(memory)) return 'right';
    if (this.#waiting >= mostWaiting) return 'busy';
    this.#waiting += 1;
    const turn = this.#lane.then(async () => compare(credentials.password, hash ?? nobodysHash));
    this.#lane = turn.catch(() => undefined);
    try {
      if (!(await turn) || hash === undefined) return 'wrong';
      this.#remember(memory);
      return 'right';
    } finally {
      this.#waiting -= 1;
    }
  }

  #memoryOf(parts: readonly string[]): string {
    return createHmac('sha256', this.#secret).update(JSON.stringify(parts)).digest('base64');
  }

  #remember(memory: string): void {
    const [oldest] = this.#remembered;
    if (this.#remembered.size >= mostRemembered && oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.add(memory);
  }
}

type Credentials = { readonly name: string; readonly password: string };

function basicCredentials(authorization = ''): Credentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]{1,4096}) *$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon === -1) return undefined;
  const credentials = { name: text.slice(0, colon), password: text.slice(colon + 1) };
  // Bcrypt looks at 72 bytes; what is longer is not what was set.
  return Buffer.byteLength(credentials.password) > 72 ? undefined : credentials;
}
