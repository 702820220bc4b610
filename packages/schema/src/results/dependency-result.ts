import { z } from 'zod';
import { countSchema, fractionSchema, resultTimeSchema } from './measures.ts';

/** Words of the predecessor's view for a lift: above 2, 1.5 and 1, at 1, above and below 0.5. */
export const relationshipTypes = [
  'strong_positive',
  'moderate_positive',
  'weak_positive',
  'independent',
  'weak_negative',
  'moderate_negative',
] as const;
export type RelationshipType = (typeof relationshipTypes)[number];

const relationshipTypeSchema = z.enum(relationshipTypes);

export const dependencySchema = z.object({
  /** In the order of text: each pair is one row. */
  skillA: z.string(),
  skillB: z.string(),
  /** Distinct sessions with both, and with each. */
  coOccurrenceCount: countSchema,
  sessionsA: countSchema,
  sessionsB: countSchema,
  /** Of all sessions, those with both. */
  support: fractionSchema,
  /** Of the sessions with A, those with B too; and of those with B, those with A. */
  confidence: fractionSchema,
  confidenceReverse: fractionSchema,
  /** sessions × co-occurrences / (sessions of A × sessions of B): 1 is chance. */
  lift: z.number().min(0),
  /** Fisher's exact test in the direction of the lift: so many or more from 1 on, so few or fewer below. */
  pValue: fractionSchema.nullable(),
  /** Lift among sessions of the same user, project and length; `null` when they tell nothing of the pair. */
  adjustedLift: z.number().min(0).nullable(),
  /** Two-sided, that the adjusted lift is too near to 1 to matter; and its q-value over all pairs judged. */
  adjustedPValue: fractionSchema.nullable(),
  qValue: fractionSchema.nullable(),
  relationshipType: relationshipTypeSchema,
});
export type DependencyRow = z.infer<typeof dependencySchema>;

export const seededDependencySchema = z.object({
  skillA: z.string(),
  skillB: z.string(),
  /** As the taxonomy states it. */
  lift: z.number().min(0).nullable(),
  relationshipType: relationshipTypeSchema.nullable(),
});
export type SeededDependencyRow = z.infer<typeof seededDependencySchema>;

export const relationshipGraphSchema = z.object({
  nodes: z.array(z.object({ id: z.string(), skillName: z.string(), sessions: countSchema })),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      kind: z.enum(['together', 'apart', 'follows', 'seeded']),
      weight: z.number(),
      count: countSchema,
    }),
  ),
});

export const dependenciesResultSchema = z.object({
  /** When the figures were stored; `null` when they were computed for this answer alone. */
  updatedAt: resultTimeSchema.nullable(),
  /** Sessions that were compared. */
  sessions: countSchema,
  /** Pairs that were judged; `null` of stored figures. */
  tested: countSchema.nullable(),
  /** Of the pairs listed, the share that is expected to be chance; `null` when all are listed. */
  falseDiscoveryRate: fractionSchema.nullable(),
  dependencies: z.array(dependencySchema),
  /** Pairs that the taxonomy names. */
  seeded: z.array(seededDependencySchema),
  /** How many pairs `--update` stored. */
  stored: countSchema.optional(),
  /** With `--graph`. */
  graph: relationshipGraphSchema.optional(),
});
export type DependenciesResult = z.infer<typeof dependenciesResultSchema>;
