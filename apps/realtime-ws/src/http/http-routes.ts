import type { IncomingMessage } from 'node:http';
import type { AnswerQuestion, FindAsset, Intake } from '../server-ports.ts';
import { errorAnswer, jsonAnswer, jsonTextAnswer } from './http-answer.ts';
import type { HttpAnswer } from './http-answer.ts';
import { problemAnswer } from './problem-answer.ts';
import { BodyTooLargeError, readBody } from './read-body.ts';

export type HttpRoutesOptions = {
  readonly answer: AnswerQuestion;
  readonly intake: Intake;
  readonly asset: FindAsset;
  readonly health: () => Promise<{ readonly ok: boolean } & Record<string, unknown>>;
  readonly bodyBytes: number;
  readonly onError: (error: unknown) => void;
};

const longestUrl = 4096;
const deepestPath = 8;
// Each body is held whole in memory until it is stored.
const mostBodies = 8;

/** Every path of the server but the socket's. Never throws. */
export class HttpRoutes {
  readonly #options: HttpRoutesOptions;
  #bodies = 0;

  constructor(options: HttpRoutesOptions) {
    this.#options = options;
  }

  /** The answer to a method that a path does not have, which needs no token to be told. */
  methodProblem({ method = 'GET', url = '/' }: IncomingMessage): HttpAnswer | undefined {
    const methods = /^\/v1(?:[/?]|$)/.test(url) ? ['POST'] : ['GET', 'HEAD'];
    return methods.includes(method) ? undefined : notAllowed(methods.join(', '));
  }

  async respond(request: IncomingMessage): Promise<HttpAnswer> {
    try {
      return await this.#route(request);
    } catch (error) {
      if (error instanceof BodyTooLargeError) return errorAnswer(413, 'too-large', error.message);
      const answer = problemAnswer(error);
      if (answer.status >= 500) this.#options.onError(error);
      return answer;
    }
  }

  async #route(request: IncomingMessage): Promise<HttpAnswer> {
    const { url = '/' } = request;
    if (url.length > longestUrl) return errorAnswer(414, 'too-long', 'the address is too long');
    if (!url.startsWith('/')) return errorAnswer(400, 'invalid-input', 'expected a path');
    const { pathname = '', searchParams = new URLSearchParams() } = URL.parse(`http://localhost${url}`) ?? {};
    const path = decodedPath(pathname);
    if (path === undefined) return errorAnswer(400, 'invalid-input', 'the path is not readable');
    const [first, ...rest] = path;
    if (first === 'v1') return request.method === 'POST' ? this.#take(request, rest) : notAllowed('POST');
    if (request.method === 'POST') return notAllowed('GET, HEAD');
    if (first === 'healthz' && rest.length === 0) {
      const health = await this.#options.health();
      return jsonAnswer(health, health.ok ? 200 : 503);
    }
    if (first === 'api') {
      const result = await this.#options.answer(rest, searchParams);
      return result === undefined ? nothingHere() : jsonTextAnswer(result);
    }
    return this.#options.asset(pathname) ?? nothingHere();
  }

  async #take(request: IncomingMessage, path: readonly string[]): Promise<HttpAnswer> {
    const [signal = '', ...rest] = path;
    if (rest.length > 0) return nothingHere();
    if (this.#bodies >= mostBodies) return tooManyBodies();
    this.#bodies += 1;
    try {
      const contentType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      const body = await readBody(request, this.#options.bodyBytes);
      return (await this.#options.intake({ signal, contentType, body })) ?? nothingHere();
    } finally {
      this.#bodies -= 1;
    }
  }
}

function decodedPath(pathname: string): readonly string[] | undefined {
  try {
    const parts = pathname.split('/').slice(1).map(decodeURIComponent);
    return parts.length > deepestPath ? undefined : parts;
  } catch {
    return undefined;
  }
}

function nothingHere(): HttpAnswer {
  return errorAnswer(404, 'not-found', 'nothing here');
}

/** Exporters of telemetry try again then. */
function tooManyBodies(): HttpAnswer {
  return {
    ...errorAnswer(503, 'too-many-requests', 'others are being stored; try again'),
    headers: { 'retry-after': '1' },
  };
}

function notAllowed(allow: string): HttpAnswer {
  return { ...errorAnswer(405, 'not-allowed', `expected ${allow}`), headers: { allow } };
}
