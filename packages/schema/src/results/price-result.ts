import { z } from 'zod';
import { countSchema, usdSchema } from './measures.ts';

const daySchema = z.iso.date();

export const modelPriceSchema = z.object({
  /** The plain name: without provider, date and marks. */
  model: z.string(),
  /** First UTC day on which it holds; `null` for any day. */
  from: daySchema.nullable(),
  /** `own` prices cover the built-in ones from their day on. */
  origin: z.enum(['built-in', 'own']),
  /** USD per million tokens. */
  inputUsd: usdSchema,
  outputUsd: usdSchema,
  cacheReadUsd: usdSchema,
  /** A write that lives for minutes, and one that lives an hour or longer. */
  cacheWriteUsd: usdSchema,
  cacheWrite1hUsd: usdSchema,
});
export type ModelPriceRow = z.infer<typeof modelPriceSchema>;

export const pricesResultSchema = z.object({
  /** When the built-in list was last compared with its sources. */
  builtInKnownOn: daySchema,
  prices: z.array(modelPriceSchema),
});
export type PricesResult = z.infer<typeof pricesResultSchema>;

export const priceSetResultSchema = z.object({
  price: modelPriceSchema,
  /** Other names of the same model are priced with it. */
  replaced: z.boolean(),
});
export type PriceSetResult = z.infer<typeof priceSetResultSchema>;

export const priceRemovedResultSchema = z.object({ model: z.string(), removed: countSchema });
export type PriceRemovedResult = z.infer<typeof priceRemovedResultSchema>;
