import { z } from 'zod';
import { countSchema } from './measures.ts';

export const appliedMigrationSchema = z.object({
  version: z.string(),
  appliedAt: z.string(),
  /** `null` for a version that the Python predecessor applied. */
  checksum: z.string().nullable(),
});

export const databaseStatusResultSchema = z.object({
  /** Without credentials. */
  url: z.string(),
  schemaVersion: z.string().nullable(),
  applied: z.array(appliedMigrationSchema),
  pending: z.array(z.string()),
  sizeBytes: countSchema.nullable(),
  events: countSchema,
});
export type DatabaseStatusResult = z.infer<typeof databaseStatusResultSchema>;

export const migrationResultSchema = z.object({
  schemaVersion: z.string().nullable(),
  applied: z.array(z.string()),
  rolledBack: z.array(z.string()),
  /** The copy made before the change; `null` when nothing was there to copy. */
  backup: z.string().nullable(),
});
export type MigrationResult = z.infer<typeof migrationResultSchema>;

export const databaseCheckResultSchema = z.object({ ok: z.boolean(), problems: z.array(z.string()) });
export type DatabaseCheckResult = z.infer<typeof databaseCheckResultSchema>;
