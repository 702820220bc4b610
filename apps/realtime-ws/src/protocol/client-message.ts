import { z } from 'zod';

/**
 * What a client may send. `subscribe` with `skill` is the mission's: updates of that skill alone, of all with `null`.
 * With `topic` it asks for a snapshot and then changes; with `epoch` and `sequence` of the last message seen, only for
 * what it missed.
 */
export type ClientMessage =
  | {
      readonly type: 'subscribe';
      readonly skill?: string | null | undefined;
      readonly topic?: string | undefined;
      readonly epoch?: string | undefined;
      readonly sequence?: number | undefined;
    }
  | { readonly type: 'unsubscribe'; readonly topic?: string | undefined }
  | { readonly type: 'ping' };

const skillName = z.string().min(1).max(256);
const topic = z.string().min(1).max(300);

export const clientMessageSchema: z.ZodType<ClientMessage> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('subscribe'),
    skill: skillName.nullable().optional(),
    topic: topic.optional(),
    epoch: z.string().max(64).optional(),
    sequence: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), topic: topic.optional() }),
  z.strictObject({ type: z.literal('ping') }),
]);

/** The first message of a client when the server asks for a token. */
export const tokenMessageSchema: z.ZodType<{ readonly token: string }> = z.strictObject({
  token: z.string().min(1).max(4096),
});
