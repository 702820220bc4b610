import { z } from 'zod';
import { experimentDesigns } from './experiment-words.ts';
import { timestampSchema } from './skill-event.ts';
import { skillKinds } from './skill-kind.ts';

const text = z.string().trim().min(1).max(1024);

/** As a caller writes it; the names are those of the predecessor, and what follows `status` is ours. */
export const abTestConfigSchema = z.strictObject({
  testName: text,
  description: z.string().max(10_000).default(''),
  controlStrategy: text,
  treatmentStrategy: text,
  startDate: timestampSchema,
  endDate: timestampSchema.nullish(),
  /** Users per arm before anything is concluded. */
  minSampleSize: z.number().default(100),
  /** The first one decides the winner. */
  metrics: z.array(z.string()).default(['completion_rate']),
  /** Share of control. */
  assignmentRatio: z.number().default(0.5),
  status: z.literal('running').default('running'),
  design: z.enum(experimentDesigns).default('randomised'),
  seed: text.optional(),
  skillName: text.nullish(),
  skillKind: z.enum(skillKinds).nullish(),
  /** By default from the log when a skill is named and otherwise handed in. */
  outcomesFrom: z.enum(['recorded', 'events']).optional(),
  controlVersion: text.nullish(),
  treatmentVersion: text.nullish(),
  changeAt: timestampSchema.nullish(),
  guardrails: z.array(z.strictObject({ metric: z.string(), margin: z.number().default(0.05) })).default([]),
  /** Metrics of which less is wanted, or more, against what is usual. */
  lowerIsBetter: z.array(z.string()).default([]),
  higherIsBetter: z.array(z.string()).default([]),
  alpha: z.number().default(0.05),
  inference: z.enum(['sequential', 'fixed']).default('sequential'),
  winsorizeAt: z.number().nullish(),
  prePeriodDays: z.number().default(30),
  minimumEffect: z.number().nullish(),
});

export type ABTestConfig = z.input<typeof abTestConfigSchema>;
/** With its defaults; not yet checked for sense. */
export type CompleteABTestConfig = z.output<typeof abTestConfigSchema>;
