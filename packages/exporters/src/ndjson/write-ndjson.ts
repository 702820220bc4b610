import { toSkillEvent, type SkillInvocation } from '@skills/schema';

/** Events as UTF-8 bytes, one JSON object a line; absent fields are left out. One chunk for each batch. */
export async function* writeNdjson(
  batches: AsyncIterable<readonly SkillInvocation[]>,
): AsyncGenerator<Uint8Array, undefined> {
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    const lines = batch.map((invocation) => `${JSON.stringify(toSkillEvent(invocation))}\n`);
    yield Buffer.from(lines.join(''), 'utf8');
  }
  return undefined;
}
