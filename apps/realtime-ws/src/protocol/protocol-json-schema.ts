import { z } from 'zod';
import { clientMessageSchema, tokenMessageSchema } from './client-message.ts';
import { serverMessageSchema } from './server-message.ts';

/** The protocol of the socket as JSON Schema; `docs/realtime-protocol.schema.json` is this, and a test holds it to it. */
export function protocolJsonSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'skills realtime protocol',
    description: 'Messages between the live server and its clients, one JSON object in each text frame.',
    $defs: {
      clientMessage: definition(clientMessageSchema, 'What a client sends.'),
      tokenMessage: definition(tokenMessageSchema, 'The first message of a client, where a token is asked for.'),
      serverMessage: definition(serverMessageSchema, 'What the server sends.'),
    },
    anyOf: ['clientMessage', 'tokenMessage', 'serverMessage'].map((name) => ({ $ref: `#/$defs/${name}` })),
  };
}

function definition(schema: z.ZodType, description: string): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return { description, ...rest };
}
