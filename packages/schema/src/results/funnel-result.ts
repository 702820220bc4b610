import { z } from 'zod';
import { windowSchema } from './measures.ts';
import { funnelSchema } from './show-result.ts';

/** Skills that were offered or used, the most offered first. Each stage counts distinct sessions. */
export const funnelResultSchema = z.object({
  window: windowSchema,
  skills: z.array(z.object({ skillName: z.string(), ...funnelSchema.shape })),
});
export type FunnelResult = z.infer<typeof funnelResultSchema>;
