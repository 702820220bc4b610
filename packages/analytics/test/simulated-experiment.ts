import type { ExperimentSettings, ExperimentUnits } from '@skills/schema';
import { experimentMetric } from '@skills/schema';
import { emptyTotals } from './empty-totals.ts';

export type SimulatedExperiment = {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly users: number;
  /** On average; users differ, from 1 to twice as many. */
  readonly outcomesPerUser: number;
  /** Added to the completion rate of every user of treatment. */
  readonly effect: number;
};

// Users succeed with a rate between these, so that outcomes of one user resemble each other (intraclass correlation 0.16).
const lowestRate = 0.32;
const highestRate = 0.9;

/** A randomised experiment on the completion rate of users who differ in skill and in how much they do. */
export function simulatedExperiment({ random, users, outcomesPerUser, effect }: SimulatedExperiment): ExperimentUnits {
  const units = {
    user: Float64Array.from({ length: users }, (_, index) => index),
    arm: new Uint8Array(users),
    isMixed: new Uint8Array(users),
    assignedAtMs: new Float64Array(users),
    totals: emptyTotals(users),
    before: null,
  };
  for (let user = 0; user < users; user += 1) {
    const arm = random() < 0.5 ? 0 : 1;
    const outcomes = 1 + Math.floor(random() * (2 * outcomesPerUser - 1));
    const rate = lowestRate + (highestRate - lowestRate) * random() + (arm === 1 ? effect : 0);
    let completed = 0;
    for (let outcome = 0; outcome < outcomes; outcome += 1) completed += random() < rate ? 1 : 0;
    units.arm[user] = arm;
    units.totals.outcomes[user] = outcomes;
    units.totals.known[user] = outcomes;
    units.totals.completed[user] = completed;
  }
  return units;
}

/** What was known when only the first `users` were in. */
export function firstUsers(units: ExperimentUnits, users: number): ExperimentUnits {
  const totals = Object.fromEntries(
    Object.entries(units.totals).map(([name, column]) => [name, column.subarray(0, users)]),
  );
  return {
    user: units.user.subarray(0, users),
    arm: units.arm.subarray(0, users),
    isMixed: units.isMixed.subarray(0, users),
    assignedAtMs: units.assignedAtMs.subarray(0, users),
    totals: { ...units.totals, ...totals },
    before: null,
  };
}

/** Settings of a randomised experiment on the completion rate. */
export function simulatedSettings(settings: Partial<ExperimentSettings> = {}): ExperimentSettings {
  return {
    design: 'randomised',
    seed: 'simulated',
    outcomesFrom: 'recorded',
    skillName: null,
    skillKind: null,
    controlVersion: null,
    treatmentVersion: null,
    changeAtMs: null,
    metrics: [experimentMetric('completion_rate')],
    alpha: 0.05,
    inference: 'sequential',
    sequentialTuning: 200,
    winsorizeAt: null,
    prePeriodDays: 0,
    minimumEffect: null,
    plannedEndMs: null,
    ratios: [{ fromMs: 0, ratio: 0.5 }],
    pauses: [],
    ...settings,
  };
}

/**
 * Variance of a user's deviation from the ratio, in theory: users differ in their rate, outcomes differ within a user,
 * and n outcomes, uniform on 1 to 2m - 1, weigh n.
 *
 * @param shift - added to every rate
 */
export function variancePerUser(outcomesPerUser: number, shift: number): number {
  const [low, high] = [lowestRate + shift, highestRate + shift];
  const mean = (low + high) / 2;
  const betweenUsers = (high - low) ** 2 / 12;
  const withinUser = mean - (betweenUsers + mean ** 2);
  const most = 2 * outcomesPerUser - 1;
  const meanSquare = ((most + 1) * (2 * most + 1)) / 6;
  return (meanSquare * betweenUsers + outcomesPerUser * withinUser) / outcomesPerUser ** 2;
}
