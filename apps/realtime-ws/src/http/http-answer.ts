import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** What is sent back for a request. */
export type HttpAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: OutgoingHttpHeaders;
};

export function jsonAnswer(value: object, status = 200): HttpAnswer {
  return jsonTextAnswer(JSON.stringify(value), status);
}

/** @param text - JSON already */
export function jsonTextAnswer(text: string, status = 200): HttpAnswer {
  return { status, contentType: 'application/json', body: text };
}

/** An error as every route tells it: `{error: {code, message}}`. */
export function errorAnswer(status: number, code: string, message: string): HttpAnswer {
  return jsonAnswer({ error: { code, message } }, status);
}

/** @param withBody - not for HEAD */
export function sendAnswer(response: ServerResponse, answer: HttpAnswer, withBody: boolean): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': body.length,
    'cache-control': 'no-store',
    ...answer.headers,
  });
  response.end(withBody ? body : undefined);
}
