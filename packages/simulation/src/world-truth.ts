import type { ProjectSighting, SkillKind } from '@skills/schema';
import type { Role } from './skill-catalog.ts';

export type Weighted<T> = { readonly value: T; readonly weight: number };

export type SkillTruth = {
  readonly skillName: string;
  readonly kind: SkillKind;
  readonly role: Role | 'everyone';
  /** Relative frequency in the ordinary mix; 0 when the skill only comes in planted pairs and sequences. */
  readonly weight: number;
  /** Of calls whose outcome is known, before planted effects. */
  readonly completionRate: number;
  /** Fraction of calls whose outcome the source does not say. */
  readonly unknownRate: number;
  /** Durations are log-normal: the median, and the standard deviation of their natural logarithm. */
  readonly durationMedianSeconds: number;
  readonly durationSigma: number;
  readonly phases: readonly Weighted<string>[];
  /** Of failed calls. */
  readonly errorTypes: readonly Weighted<string>[];
};

export type UserTruth = {
  readonly userId: string;
  readonly role: Role;
  /** Relative number of sessions. */
  readonly activity: number;
  readonly variant: 'control' | 'treatment';
  readonly model: string;
  /** Positions in `projects` of what the user works on. */
  readonly projects: readonly number[];
};

/** Half open, UTC epoch milliseconds. */
export type Span = { readonly fromMs: number; readonly toMs: number };

export type CompletionDrop = Span & {
  readonly skillName: string;
  readonly rateBefore: number;
  readonly rateDuring: number;
};

/** Linear from the world's first to its last moment. */
export type Drift = {
  readonly skillName: string;
  readonly metric: 'completion_rate' | 'duration_factor';
  readonly startValue: number;
  readonly endValue: number;
};

/** The skill is called `factor` times as often, on top of everything else. */
export type VolumeSpike = Span & { readonly skillName: string; readonly factor: number };

/** Both skills occur at most once in a session. */
export type PlantedPair = {
  readonly skillA: string;
  readonly skillB: string;
  /** Fraction of sessions with the skill, the same for both. */
  readonly sessionRate: number;
  /** P(A and B) / (P(A) P(B)) over sessions. */
  readonly lift: number;
};

/** One call directly after the other in a session. */
export type PlantedSequence = {
  readonly skills: readonly [string, string, string];
  /** Fraction of sessions in which it begins. */
  readonly sessionRate: number;
  /** That the second follows the first, and the third the second. */
  readonly stepProbabilities: readonly [number, number];
};

export type SkillVersion = {
  readonly skillName: string;
  readonly version: string;
  /** In use from then on, until the next version. */
  readonly fromMs: number;
  readonly completionRate: number;
  readonly durationFactor: number;
};

/** Users are in one of two groups, half and half, from the first day. */
export type Experiment = {
  readonly name: string;
  readonly skillName: string;
  readonly controlRate: number;
  readonly treatmentRate: number;
};

/** Everything that is true of a simulated world, from which its events are drawn. */
export type WorldTruth = {
  readonly sinceMs: number;
  readonly nowMs: number;
  readonly users: readonly UserTruth[];
  readonly projects: readonly ProjectSighting[];
  readonly skills: readonly SkillTruth[];
  /** How many times as often users of a role call a skill of their role. */
  readonly rolePreference: number;
  /** Relative number of sessions that begin in each UTC hour, and on each UTC weekday, Sunday first. */
  readonly hourWeights: readonly number[];
  readonly weekdayWeights: readonly number[];
  readonly completionDrops: readonly CompletionDrop[];
  readonly drifts: readonly Drift[];
  readonly volumeSpikes: readonly VolumeSpike[];
  readonly pairs: readonly PlantedPair[];
  readonly sequences: readonly PlantedSequence[];
  readonly versions: readonly SkillVersion[];
  readonly experiment: Experiment;
  /** Subagents under whose name the tool calls after them run. */
  readonly agents: readonly string[];
  readonly offeredNeverUsed: readonly string[];
  readonly tokens: TokenTruth;
};

/** Tokens are log-normal. Messages carry no cost; calls of subagents carry both tokens and cost. */
export type TokenTruth = {
  /** One assistant message for so many calls. */
  readonly callsPerMessage: number;
  readonly sigma: number;
  readonly inputMedian: number;
  readonly outputMedian: number;
  readonly cacheReadMedian: number;
  readonly cacheCreationMedian: number;
  /** USD per million tokens of calls that state their cost. */
  readonly prices: readonly ModelPriceTruth[];
};

export type ModelPriceTruth = {
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheCreation: number;
};
