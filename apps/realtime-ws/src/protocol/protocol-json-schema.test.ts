import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { protocolJsonSchema } from './protocol-json-schema.ts';

const file = new URL('../../../../docs/realtime-protocol.schema.json', import.meta.url);

test('the schema in docs/ is that of the code (SKILLS_UPDATE_DOCS=1 writes it)', () => {
  if (process.env['SKILLS_UPDATE_DOCS'] === '1') {
    writeFileSync(file, `${JSON.stringify(protocolJsonSchema(), null, 2)}\n`);
  }
  const written: unknown = JSON.parse(readFileSync(file, 'utf8'));

  expect(written).toEqual(JSON.parse(JSON.stringify(protocolJsonSchema())));
});
