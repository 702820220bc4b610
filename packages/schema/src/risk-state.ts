import * as z from 'zod';

const count = z.int().min(0);
const rate = z.number().min(0).max(1);
const counts = z.record(z.string(), count);

const failureRunSchema = z.object({
  firstMs: z.number(),
  lastMs: z.number(),
  failures: count,
  firstRate: rate,
  executionsBefore: count,
  executionsThrough: count,
  expectedBefore: z.number(),
  expectedThrough: z.number(),
});

/** A run of failures, with how many were of which tool and of which type of error, by their ids in the log; 0 is none. */
const riskRunSchema = z.object({ run: failureRunSchema, tools: counts, errors: counts });
export type RiskRun = z.infer<typeof riskRunSchema>;

/** What is counted of a tool, agent, session or type of error: sums so far, the run that may go on, and those that ended. */
const riskGroupSchema = z.object({
  executions: count,
  expected: z.number(),
  failures: count,
  open: riskRunSchema.nullable(),
  ended: z.array(riskRunSchema),
});
export type RiskGroup = z.infer<typeof riskGroupSchema>;

/** An execution of the log: its time in UTC epoch milliseconds, and what tells it from others of that millisecond. */
const executionPlace = z.tuple([z.number(), count]);
export type ExecutionPlace = z.infer<typeof executionPlace>;

const groups = z.array(z.tuple([count, riskGroupSchema]));

/** What the executions of closed hours tell of risks, so that those of the running hour can be counted on. */
export const riskStateSchema = z.object({
  executions: count,
  known: z.object({ executions: count, expected: z.number(), failures: count }),
  /** How often tools fail in the long run, by their key. */
  rates: z.array(z.tuple([z.string(), rate])),
  tools: z.array(
    z.tuple([
      count,
      z.object({ executions: count, successful: count, failed: count, latest: z.array(executionPlace) }),
    ]),
  ),
  groups: z.object({ tool: groups, agent: groups, session: groups, error: groups }),
  /** Runs that can be no cluster any more and were let go of. */
  dropped: z.object({ tool: count, agent: count, session: count, error: count }),
  costs: z.array(z.tuple([executionPlace, z.number().min(0)])),
});
export type RiskState = z.infer<typeof riskStateSchema>;
