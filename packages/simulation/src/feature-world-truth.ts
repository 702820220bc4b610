import { portableExp, portableLog } from './portable-math.ts';

/** What the true probability of a call in a feature world depends on, as it was known when the call began. */
export type WorldFeatures = {
  /** UTC. */
  readonly hourOfDay: number;
  /** UTC, 0 for Monday. */
  readonly dayOfWeek: number;
  readonly invocationCount24h: number;
  /** `undefined` when no outcome of the 24 hours before was known. */
  readonly averageCompletionRate24h: number | undefined;
  readonly workflowPhase: string | undefined;
  readonly sessionLengthMinutes: number;
  readonly userSkillFamiliarity: number;
};

/** Phases with their part in the log-odds; a missing phase is none of them. */
export const worldPhases = { plan: 0.9, build: 0.1, verify: -0.9 } as const;
const noPhase = -0.3;

/**
 * The true probability that a call of a feature world succeeds: a known function of the seven features and of nothing else,
 * not even of the skill.
 *
 * @example
 * trueSuccessProbability({ ...features, dayOfWeek: 5 }); // less than on a Friday
 */
export function trueSuccessProbability(features: WorldFeatures): number {
  const { hourOfDay, dayOfWeek, invocationCount24h, averageCompletionRate24h, workflowPhase } = features;
  const { sessionLengthMinutes, userSkillFamiliarity } = features;
  const phase = Object.entries(worldPhases).find(([name]) => name === workflowPhase)?.[1] ?? noPhase;
  const isTired = sessionLengthMinutes > 30;
  const logOdds =
    0.5 +
    (hourOfDay < 8 ? -0.9 : 0.2) +
    (dayOfWeek >= 5 ? -0.7 : 0.1) -
    0.02 * Math.min(invocationCount24h, 50) +
    (averageCompletionRate24h === undefined ? -0.4 : 1.5 * (averageCompletionRate24h - 0.6)) +
    phase -
    0.02 * Math.min(sessionLengthMinutes, 60) -
    (isTired && workflowPhase === 'verify' ? 0.8 : 0) +
    0.4 * portableLog(1 + Math.min(userSkillFamiliarity, 40));
  return 1 / (1 + portableExp(-logOdds));
}
