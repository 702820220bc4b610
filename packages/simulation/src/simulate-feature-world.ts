import type { SkillInvocation } from '@skills/schema';
import { trueSuccessProbability, worldPhases, type WorldFeatures } from './feature-world-truth.ts';
import { portableLog } from './portable-math.ts';
import { seededRandom, type Random } from './seeded-random.ts';

export type FeatureWorldOptions = {
  readonly seed: number;
  /** Exactly as many are generated. */
  readonly events: number;
  readonly days: number;
  /** When the world ends, UTC epoch milliseconds. */
  readonly nowMs: number;
};

/** One call with what was true of it. */
export type FeatureWorldEvent = {
  readonly invocation: SkillInvocation;
  readonly features: WorldFeatures;
  /** See `trueSuccessProbability`; its outcome was drawn with it. */
  readonly probability: number;
};

type PlannedCall = {
  readonly atMs: number;
  readonly skill: string;
  readonly user: string | undefined;
  readonly session: string;
  readonly sessionStartMs: number;
  readonly phase: string | undefined;
  readonly durationSeconds: number | undefined;
};

type PastCall = {
  readonly atMs: number;
  readonly knownAtMs: number;
  readonly completed: boolean | null;
  /** The user, or the session without one. */
  readonly person: string;
};

const dayMs = 86_400_000;
const skills = 12;
const users = 16;

/**
 * Calls in the order of time whose chance to succeed is a known function of the seven features of prediction, worked out
 * here the plain way, by looking through the past of each call. So it tells both what the best model could reach and
 * whether features are computed right.
 *
 * @throws {RangeError} when an option is out of range
 * @example
 * const world = simulateFeatureWorld({ seed: 1, events: 5_000, days: 30, nowMs });
 * bayesAuc(world.map(({ probability }) => probability)); // what no model betters
 */
export function simulateFeatureWorld(options: FeatureWorldOptions): readonly FeatureWorldEvent[] {
  const { seed, events, days, nowMs } = options;
  if (!Number.isSafeInteger(events) || events < 1) {
    throw new RangeError(`simulateFeatureWorld requires an integer events >= 1, got ${events}`);
  }
  if (!Number.isSafeInteger(days) || days < 1) {
    throw new RangeError(`simulateFeatureWorld requires an integer days >= 1, got ${days}`);
  }
  if (!Number.isSafeInteger(nowMs) || nowMs < days * dayMs) {
    throw new RangeError(`simulateFeatureWorld requires a time nowMs after ${days} days, got ${nowMs}`);
  }
  const random = seededRandom(seed, 11);
  const past = new Map<string, PastCall[]>();
  return plannedCalls(options).map((call, index) => {
    const calls = past.get(call.skill) ?? [];
    past.set(call.skill, calls);
    const features = featuresOf(call, calls);
    const probability = trueSuccessProbability(features);
    const succeeds = random() < probability;
    const completed = random() < 0.03 ? null : succeeds;
    const knownAtMs = call.atMs + (call.durationSeconds ?? 0) * 1000;
    calls.push({ atMs: call.atMs, knownAtMs, completed, person: personOf(call) });
    return { invocation: invocationOf(call, completed, `fw_${seed}_${index}`), features, probability };
  });
}

function personOf({ user, session }: PlannedCall): string {
  return user ?? `session ${session}`;
}

function featuresOf(call: PlannedCall, calls: readonly PastCall[]): WorldFeatures {
  const earlier = calls.filter(({ atMs }) => atMs < call.atMs);
  const recent = earlier.filter(({ atMs }) => atMs >= call.atMs - dayMs);
  const isKnown = ({ completed, knownAtMs }: PastCall): boolean => completed !== null && knownAtMs <= call.atMs;
  const known = recent.filter(isKnown);
  const time = new Date(call.atMs);
  return {
    hourOfDay: time.getUTCHours(),
    dayOfWeek: (time.getUTCDay() + 6) % 7,
    invocationCount24h: recent.length,
    averageCompletionRate24h:
      known.length === 0 ? undefined : known.filter(({ completed }) => completed === true).length / known.length,
    workflowPhase: call.phase,
    sessionLengthMinutes: (call.atMs - call.sessionStartMs) / 60_000,
    userSkillFamiliarity: earlier.filter(
      (past) => past.completed === true && past.person === personOf(call) && isKnown(past),
    ).length,
  };
}

function plannedCalls({ seed, events, days, nowMs }: FeatureWorldOptions): readonly PlannedCall[] {
  const random = seededRandom(seed, 12);
  const calls: PlannedCall[] = [];
  for (let session = 0; calls.length < events; session += 1) {
    // Sessions last well below two hours, and nothing lies after the end.
    const startMs = nowMs - 7_200_000 - Math.floor(random() * (days * dayMs - 7_200_000));
    const user = random() < 0.1 ? undefined : `user-${Math.floor(random() * random() * users)}`;
    const length = 2 + Math.floor(random() * 18);
    let atMs = startMs;
    for (let step = 0; step < length && calls.length < events && atMs < nowMs; step += 1) {
      calls.push({
        atMs,
        skill: `skill-${Math.floor(random() * random() * skills)}`,
        user,
        session: `fw-session-${seed}-${session}`,
        sessionStartMs: startMs,
        phase: drawnPhase(random),
        durationSeconds: random() < 0.05 ? undefined : Math.round(exponential(random, 60_000)) / 1000,
      });
      atMs += 1 + Math.round(exponential(random, 240_000));
    }
  }
  return calls.toSorted((a, b) => a.atMs - b.atMs);
}

function drawnPhase(random: Random): string | undefined {
  const phases = [undefined, ...Object.keys(worldPhases)];
  return phases[Math.floor(random() * phases.length)];
}

function exponential(random: Random, mean: number): number {
  return -mean * portableLog(1 - random());
}

function invocationOf(call: PlannedCall, completed: boolean | null, callId: string): SkillInvocation {
  return {
    callId,
    source: 'simulation',
    kind: 'skill',
    skillName: call.skill,
    invokedAtMs: call.atMs,
    completed,
    durationSeconds: call.durationSeconds,
    sessionId: call.session,
    userId: call.user,
    workflowPhase: call.phase,
    errorType: completed === false ? 'error' : undefined,
  };
}
