import { z } from 'zod';
import { countSchema, fractionSchema } from './measures.ts';

/** Who put a skill into a category: the seed, the classifier, or a person. */
export const mappingSources = ['seeded', 'automatic', 'manual'] as const;
export type MappingSource = (typeof mappingSources)[number];

export const taxonomyResultSchema = z.object({
  categories: z.array(
    z.object({
      categoryName: z.string(),
      domain: z.string().nullable(),
      description: z.string().nullable(),
      skills: countSchema,
    }),
  ),
  modalities: z.array(
    z.object({
      skillName: z.string(),
      modalityType: z.string(),
      inputFormat: z.string().nullable(),
      outputFormat: z.string().nullable(),
      requiresHumanReview: z.boolean(),
    }),
  ),
  dependencies: z.array(
    z.object({
      skillA: z.string(),
      skillB: z.string(),
      coOccurrenceCount: countSchema,
      lift: z.number().nullable(),
    }),
  ),
  mappings: z.array(
    z.object({
      skillName: z.string(),
      /** `null` for a skill that a person put into none. */
      categoryName: z.string().nullable(),
      /** Share of such assignments that are right; 1 for those of a person. */
      confidence: fractionSchema,
      source: z.enum(mappingSources),
    }),
  ),
});
export type TaxonomyResult = z.infer<typeof taxonomyResultSchema>;

export const taxonomyAssignResultSchema = taxonomyResultSchema.extend({
  /** How good the classifier is on its labelled sample, each left out in turn. */
  classifier: z.object({ samples: countSchema, accuracy: fractionSchema, calibrationError: fractionSchema }).nullable(),
  /** Skills that were looked at, and those that fit no category well enough. */
  assigned: countSchema,
  unassigned: countSchema,
});
export type TaxonomyAssignResult = z.infer<typeof taxonomyAssignResultSchema>;
