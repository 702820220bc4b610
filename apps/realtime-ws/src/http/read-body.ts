import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { SkillsError } from '@skills/schema';

/** A body that is larger than what is taken. */
export class BodyTooLargeError extends Error {}

/**
 * The whole body of a request, unpacked when it came gzipped.
 *
 * @param limitBytes - of the body as it came and as it is unpacked
 * @throws {BodyTooLargeError} beyond the limit; the rest is not read
 * @throws {SkillsError} 'invalid-input' for a body that cannot be unpacked
 */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  // The connection is still needed for the answer.
  if (encoding === 'identity') return gather(request.iterator({ destroyOnReturn: false }), limitBytes);
  if (encoding !== 'gzip') throw new SkillsError('invalid-input', 'content-encoding: expected gzip or none');
  try {
    return await gather(request.pipe(createGunzip()), limitBytes);
  } catch (error) {
    if (error instanceof BodyTooLargeError) throw error;
    throw new SkillsError('invalid-input', 'the body is not gzip', { cause: error });
  }
}

async function gather(chunks: AsyncIterable<Buffer>, limitBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limitBytes) throw new BodyTooLargeError(`more than ${limitBytes} bytes`);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
