import { z } from 'zod';
import {
  countSchema,
  fractionSchema,
  resultTimeSchema,
  secondsSchema,
  skillKindSchema,
  windowSchema,
} from './measures.ts';

export const agentStates = ['BUSY', 'IDLE', 'ERROR'] as const;
export type AgentState = (typeof agentStates)[number];

const agentSchema = z.object({
  /** Its own id, or that of the session whose main agent it is. */
  agentId: z.string(),
  namedBy: z.enum(['agent', 'session']),
  /** The assistant or program that reported it. */
  source: z.string(),
});

export const agentRowSchema = agentSchema.extend({
  /** Of its last call. */
  sessionId: z.string(),
  projectId: z.string().nullable(),
  status: z.enum(agentStates),
  /** `running`: a call has no end yet; `recent`: the last call is just over; `failing`: the last calls failed. */
  reason: z.enum(['running', 'recent', 'failing', 'quiet']),
  openCalls: countSchema,
  /** Calls without an end that began too long ago to be running still. */
  overdueCalls: countSchema,
  /** Since 00:00 UTC. */
  tasksCompletedToday: countSchema,
  tasksFailedToday: countSchema,
  tasksUnknownToday: countSchema,
  /** In the window: calls, and those with a known outcome or duration. */
  calls: countSchema,
  knownOutcomes: countSchema,
  timedCalls: countSchema,
  averageResponseSeconds: secondsSchema.nullable(),
  successRate: fractionSchema.nullable(),
  successRateLower: fractionSchema.nullable(),
  successRateUpper: fractionSchema.nullable(),
  lastActivityAt: resultTimeSchema,
  lastSkillName: z.string(),
});
export type AgentRow = z.infer<typeof agentRowSchema>;

export const agentsResultSchema = z.object({
  window: windowSchema,
  /** Whether every call of the window was looked at; otherwise the window begins where the newest calls begin. */
  isComplete: z.boolean(),
  totalAgents: countSchema,
  busy: countSchema,
  idle: countSchema,
  error: countSchema,
  rules: z.object({
    /** Busy for so long after the last call ended. */
    recentSeconds: secondsSchema,
    /** So many failures in a row, the last of them within the hour, are an error. */
    failuresInARow: countSchema,
  }),
  /** Errors first, then busy ones, then the rest; the latest active first. */
  agents: z.array(agentRowSchema),
});
export type AgentsResult = z.infer<typeof agentsResultSchema>;

const intervalFields = { expected: z.number().min(0), lower: z.number().min(0), upper: z.number().min(0) };

export const hourForecastSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('forecast'),
    ...intervalFields,
    /** How often such intervals should hold the truth. */
    confidence: fractionSchema,
    predictor: z.string(),
    /** The same forecast made for past hours from what was known before each. */
    backtest: z.object({
      hours: countSchema,
      coverage: fractionSchema,
      coverageLower: fractionSchema,
      coverageUpper: fractionSchema,
      meanAbsoluteError: z.number().min(0),
      sameHourLastWeekError: z.number().min(0),
      lastHourError: z.number().min(0),
    }),
  }),
  z.object({ kind: z.literal('insufficient-data'), requiredHours: countSchema, actualHours: countSchema }),
]);
export type HourForecastResult = z.infer<typeof hourForecastSchema>;

const stationFields = {
  /** Calls that began in the window. */
  calls: countSchema,
  /** Calls that can be worked on at once. */
  servers: countSchema,
  serversFrom: z.enum(['given', 'observed']),
  arrivalsPerHour: z.number().min(0),
  /** Share of the servers' time spent on calls; the interval is that of the long run, `null` with too few calls. */
  utilisation: fractionSchema,
  utilisationLower: fractionSchema.nullable(),
  utilisationUpper: fractionSchema.nullable(),
  currentQueueDepth: countSchema,
  /** What is left of the servers' time. */
  estimatedAvailableCapacity: fractionSchema.nullable(),
};

export const bottleneckToolSchema = z.object({
  skillName: z.string(),
  kind: skillKindSchema,
  calls: countSchema,
  timedCalls: countSchema,
  busySeconds: secondsSchema,
  /** Of the busy time of all tools. */
  share: fractionSchema,
  meanSeconds: secondsSchema.nullable(),
  /** Calls of it at once, on average over 24 hours. */
  meanConcurrency: z.number().min(0),
});
export type BottleneckTool = z.infer<typeof bottleneckToolSchema>;

export const agentCapacitySchema = agentSchema.extend({
  ...stationFields,
  inService: countSchema,
  /** The tools that took the largest share of its time, at most three. */
  bottleneckTools: z.array(z.string()),
});
export type AgentCapacity = z.infer<typeof agentCapacitySchema>;

export const capacityResultSchema = z.object({
  /** Of what is measured by single calls. */
  window: windowSchema,
  isComplete: z.boolean(),
  system: z.object({
    kind: z.enum(['measured', 'insufficient-data']),
    ...stationFields,
    /** What the available capacity stands on: the forecast of the next hour, or the window. */
    basis: z.enum(['forecast', 'window']),
    inService: countSchema,
    overdueCalls: countSchema,
    /** Ended calls of which no duration is known; they count for nothing here. */
    untimedCalls: countSchema,
    meanConcurrency: z.number().min(0),
    p95Concurrency: countSchema,
    peakConcurrency: countSchema,
    meanServiceSeconds: secondsSchema.nullable(),
    meanWaitSeconds: secondsSchema.nullable(),
    waitedShare: fractionSchema.nullable(),
    /** Mean wait in the long run at this load; `null` when the queue would grow without end, or with too few calls. */
    expectedWaitSeconds: secondsSchema.nullable(),
    isOverloaded: z.boolean(),
  }),
  nextHour: z.object({ window: windowSchema, calls: hourForecastSchema, busySeconds: hourForecastSchema }),
  /** By the hours of the last day, the busiest tools first. */
  bottleneckWindow: windowSchema,
  bottleneckTools: z.array(bottleneckToolSchema),
  totalAgents: countSchema,
  /** The busiest agents of the window first. */
  forecasts: z.array(agentCapacitySchema),
});
export type CapacityResult = z.infer<typeof capacityResultSchema>;

const waySchema = z.object({
  calls: countSchema,
  completed: countSchema,
  failed: countSchema,
  /** completed / (completed + failed); `null` when no outcome is known. */
  successProbability: fractionSchema.nullable(),
  lower: fractionSchema.nullable(),
  upper: fractionSchema.nullable(),
  timedCalls: countSchema,
  medianSeconds: secondsSchema.nullable(),
  currentQueueDepth: countSchema,
  waitSeconds: secondsSchema,
  /** Median and wait. */
  expectedSeconds: secondsSchema.nullable(),
});
export type AdviceWay = z.infer<typeof waySchema>;

export const adviceResultSchema = z.object({
  window: windowSchema,
  task: z.string(),
  /** Empty when nothing of that name ever ran. */
  kinds: z.array(skillKindSchema),
  advice: z.enum(['delegate', 'local', 'either', 'unknown']),
  reason: z.enum(['too-few-calls', 'succeeds-more-often', 'as-good-and-faster', 'as-good', 'not-told-apart']),
  /** Delegated minus local, with its 95 % interval. */
  difference: z
    .object({ value: z.number().min(-1).max(1), lower: z.number().min(-1).max(1), upper: z.number().min(-1).max(1) })
    .nullable(),
  leastCalls: countSchema,
  /** Rates within this of each other are taken as alike. */
  margin: fractionSchema,
  /** Nobody randomised who did which call. */
  isObservational: z.literal(true),
  /** Whether every call of the window was looked at, or the newest only. */
  isComplete: z.boolean(),
  delegated: waySchema,
  local: waySchema,
});
export type AdviceResult = z.infer<typeof adviceResultSchema>;
