import type { IncomingMessage } from 'node:http';
import type { RequestGuard } from '@skills/http-guard';
import { TokenBucket } from '@skills/http-guard';
import { BasicAuth } from './web-config/basic-auth.ts';
import type { WebConfig } from './web-config/web-config.ts';

/** Why a request gets nothing. */
export type Denial = {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** Who gets an answer: Host, Origin, method and token first, then how often, then name and password. */
export class RequestAccess {
  readonly #guard: RequestGuard;
  readonly #auth = new BasicAuth();
  readonly #nowMs: () => number;
  #limited: { readonly config: WebConfig; readonly bucket: TokenBucket } | undefined;

  /** @param nowMs - of a clock that never goes back */
  constructor(guard: RequestGuard, nowMs: () => number) {
    this.#guard = guard;
    this.#nowMs = nowMs;
  }

  async denial(request: IncomingMessage, config: WebConfig): Promise<Denial | undefined> {
    const refusal = this.#guard.check(request);
    if (refusal !== undefined) return refusal;
    if (!this.#isInTime(config)) return tooMany('too many requests');
    if (config.users.size === 0) return undefined;
    const verdict = await this.#auth.check(request.headers.authorization, config.users);
    if (verdict === 'right') return undefined;
    if (verdict === 'busy') return tooMany('too many passwords to check');
    return { status: 401, message: 'Unauthorized', headers: { 'www-authenticate': 'Basic' } };
  }

  #isInTime(config: WebConfig): boolean {
    const { rateLimit } = config;
    if (rateLimit === undefined) return true;
    if (this.#limited?.config !== config) {
      this.#limited = { config, bucket: new TokenBucket(rateLimit, this.#nowMs()) };
    }
    return this.#limited.bucket.take(this.#nowMs());
  }
}

function tooMany(message: string): Denial {
  return { status: 429, message, headers: { 'retry-after': '1' } };
}
