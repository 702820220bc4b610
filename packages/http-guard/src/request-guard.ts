import type { IncomingMessage } from 'node:http';
import { hostName } from './allowed-host.ts';
import { bearerToken } from './bearer-token.ts';
import { isSameSecret } from './same-secret.ts';

/** Why a request is turned away. */
export type Refusal = {
  readonly status: 400 | 401 | 403 | 405;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
};

type GuardedRequest = Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'method'>;

export type RequestGuardOptions = {
  /** Whether the server may be called by this name (`allowedHosts`). */
  readonly isAllowedHost: (name: string) => boolean;
  /** Of pages that may ask beside the server's own, such as `https://dashboard.example`. */
  readonly allowedOrigins?: readonly string[];
  /** What the server speaks. */
  readonly scheme?: 'http' | 'https';
  /** Must be shown when given. */
  readonly token?: string | undefined;
  /** Default: any. */
  readonly methods?: readonly string[];
  /** Where a request shows its token; default: `Authorization: Bearer`. */
  readonly readToken?: (request: GuardedRequest) => string | undefined;
};

/**
 * Who may ask a server on this machine. A web page of another site reaches it too, by its address or by a name that it
 * lets point here (DNS rebinding): the name in `Host` must be one of ours, the page in `Origin` ours or a known one, and
 * the token, where one is set, right.
 */
export class RequestGuard {
  readonly #options: RequestGuardOptions;

  constructor(options: RequestGuardOptions) {
    if (options.token === '') throw new RangeError('RequestGuard requires a token that is not empty, or none');
    this.#options = options;
  }

  /** Whether a token is asked for at all. */
  get asksForToken(): boolean {
    return this.#options.token !== undefined;
  }

  /**
   * @param token - whether the token must be shown with the request itself; a socket may show it in its first message
   * @returns why the request is refused; `undefined` when it is not
   */
  check(request: GuardedRequest, token: 'required' | 'later' = 'required'): Refusal | undefined {
    return this.#hostProblem(request) ?? this.#originProblem(request) ?? this.#rest(request, token);
  }

  /** The request has shown the right token, or none is asked for. */
  isAuthenticated(request: GuardedRequest): boolean {
    if (!this.asksForToken) return true;
    const given = (this.#options.readToken ?? bearerToken)(request);
    return given !== undefined && this.isTokenRight(given);
  }

  /** In constant time. */
  isTokenRight(token: string): boolean {
    const expected = this.#options.token;
    return expected !== undefined && isSameSecret(token, expected);
  }

  #hostProblem({ headers, rawHeaders }: GuardedRequest): Refusal | undefined {
    const count = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length;
    if (count !== 1) return refusal(400, 'exactly one Host header is expected');
    const name = hostName(headers.host ?? '');
    if (name === undefined || !this.#options.isAllowedHost(name)) return refusal(403, 'this Host is not served here');
    return undefined;
  }

  #originProblem({ headers }: GuardedRequest): Refusal | undefined {
    const { allowedOrigins = [], scheme = 'http' } = this.#options;
    const { origin, host = '' } = headers;
    if (origin !== undefined) {
      const own = `${scheme}://${host.toLowerCase()}`;
      const isKnown = origin.toLowerCase() === own || allowedOrigins.includes(origin);
      return isKnown ? undefined : refusal(403, 'pages of this Origin may not ask');
    }
    // A page of another site can embed and post without an Origin; following a link is no harm.
    const isForeign = headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate';
    return isForeign ? refusal(403, 'pages of another site may not ask') : undefined;
  }

  #rest(request: GuardedRequest, token: 'required' | 'later'): Refusal | undefined {
    const { methods } = this.#options;
    if (methods !== undefined && !methods.includes(request.method ?? '')) {
      return refusal(405, `only ${methods.join(', ')}`, { allow: methods.join(', ') });
    }
    if (token === 'later' || this.isAuthenticated(request)) return undefined;
    return refusal(401, 'the token is missing or wrong', { 'www-authenticate': 'Bearer' });
  }
}

function refusal(status: Refusal['status'], message: string, headers: Readonly<Record<string, string>> = {}): Refusal {
  return { status, message, headers };
}
