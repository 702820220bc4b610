import { z } from 'zod';
import { countSchema } from './measures.ts';

export const eraseResultSchema = z.object({
  /** A user is not named: what was erased is not told. */
  kind: z.enum(['project', 'user']),
  action: z.enum(['erased', 'allowed']),
  dryRun: z.boolean(),
  /** Tables whose number of rows changed, or would. */
  tables: z.array(z.object({ table: z.string(), before: countSchema, after: countSchema })),
  /** Projects, users, sessions and files that stay away when they are collected again. */
  tombstones: countSchema,
  /** Names of copies beside the database, which still hold what was erased. */
  copies: z.array(z.string()),
  copiesDeleted: z.boolean(),
  /** Of the files; `null` for a server, and for a dry run. */
  bytes: z.object({ before: countSchema, after: countSchema }).nullable(),
});
export type EraseResult = z.infer<typeof eraseResultSchema>;
