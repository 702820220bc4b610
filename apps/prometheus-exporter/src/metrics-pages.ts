import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { contentTypes } from '@skills/exporters';
import type { Exposition } from './exposition.ts';
import { acceptedFormat, acceptsGzip } from './negotiate.ts';
import type { RefreshState } from './snapshot-keeper.ts';

const zip = promisify(gzip);
// Five times as quick as the usual level, for a tenth more bytes.
const level = 1;
const leastZippedBytes = 1024;

/** What the exporter answers to those who may ask: `/metrics`, `/healthz`, and `/` with the way there. */
export class MetricsPages {
  readonly #exposition: Exposition;
  readonly #refresh: () => RefreshState | undefined;
  #scrapes = 0;
  #scrapeSeconds: number | undefined;

  constructor(exposition: Exposition, refresh: () => RefreshState | undefined) {
    this.#exposition = exposition;
    this.#refresh = refresh;
  }

  async respond(
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const path = /^\/[^?#]*/.exec(request.url ?? '')?.[0];
    const plain = { ...headers, 'content-type': 'text/plain; charset=utf-8' };
    if (path === '/metrics') {
      await this.#metrics(request, response, headers);
    } else if (path === '/healthz') {
      const isStale = this.#refresh()?.isStale === true;
      response.writeHead(isStale ? 503 : 200, plain).end(isStale ? 'the database does not answer\n' : 'ok\n');
    } else if (path === '/') {
      response.writeHead(200, plain).end('skills exporter: the metrics are at /metrics\n');
    } else {
      response.writeHead(path === undefined ? 400 : 404, plain).end('not found; the metrics are at /metrics\n');
    }
  }

  async #metrics(
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const began = performance.now();
    this.#scrapes += 1;
    const format = acceptedFormat(request.headers.accept);
    const text = Buffer.from(
      this.#exposition.text(format, {
        refresh: this.#refresh(),
        scrapes: this.#scrapes,
        scrapeSeconds: this.#scrapeSeconds,
      }),
    );
    const isZipped = text.length >= leastZippedBytes && acceptsGzip(request.headers['accept-encoding']);
    const body = isZipped ? await zip(text, { level }) : text;
    response.writeHead(200, {
      ...headers,
      'content-type': contentTypes[format],
      'content-length': body.length,
      vary: 'accept, accept-encoding',
      ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    this.#scrapeSeconds = (performance.now() - began) / 1000;
  }
}
