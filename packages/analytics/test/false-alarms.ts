import { analyzeExperiment } from '../src/experiments/analyze-experiment.ts';
import { firstUsers, simulatedExperiment, simulatedSettings } from './simulated-experiment.ts';

export type FalseAlarmQuestion = {
  readonly random: () => number;
  readonly experiments: number;
  readonly users: number;
  readonly outcomesPerUser: number;
  readonly effect?: number;
  readonly looks?: number;
};

export type FalseAlarms = {
  /** Shares of experiments that found an effect at the last look. */
  readonly perUser: number;
  /** Welch's test on the users' means. */
  readonly welch: number;
  /** As the predecessor tests: every outcome by itself. */
  readonly perOutcome: number;
  /** At any of the looks. */
  readonly perUserPeeking: number;
  readonly sequentialPeeking: number;
};

const question = { minSampleSize: 1, settings: simulatedSettings() };

/** How often experiments find an effect, by each way to analyse them. Without an effect each find is a false alarm. */
export function falseAlarms({
  random,
  experiments,
  users,
  outcomesPerUser,
  effect = 0,
  looks = 1,
}: FalseAlarmQuestion): FalseAlarms {
  const alarms = { perUser: 0, welch: 0, perOutcome: 0, perUserPeeking: 0, sequentialPeeking: 0 };
  for (let experiment = 0; experiment < experiments; experiment += 1) {
    const units = simulatedExperiment({ random, users, outcomesPerUser, effect });
    const seen = { perUser: false, sequential: false };
    for (let look = 1; look <= looks; look += 1) {
      const { metrics } = analyzeExperiment(firstUsers(units, Math.round((users * look) / looks)), question);
      const [metric] = metrics;
      if (metric === undefined || metric.outcome !== 'estimated') continue;
      const isFound = (metric.pValue ?? 1) < 0.05;
      seen.perUser ||= isFound;
      seen.sequential ||= (metric.pValueSequential ?? 1) < 0.05;
      if (look < looks) continue;
      alarms.perUser += isFound ? 1 : 0;
      alarms.welch += (metric.tests.welch?.pValue ?? 1) < 0.05 ? 1 : 0;
      alarms.perOutcome += Math.abs(outcomeZ(units)) > 1.96 ? 1 : 0;
    }
    alarms.perUserPeeking += seen.perUser ? 1 : 0;
    alarms.sequentialPeeking += seen.sequential ? 1 : 0;
  }
  return {
    perUser: alarms.perUser / experiments,
    welch: alarms.welch / experiments,
    perOutcome: alarms.perOutcome / experiments,
    perUserPeeking: alarms.perUserPeeking / experiments,
    sequentialPeeking: alarms.sequentialPeeking / experiments,
  };
}

/** The two-proportion test over outcomes, which takes those of one user for independent. */
function outcomeZ({ arm, totals }: ReturnType<typeof simulatedExperiment>): number {
  const [runs, completed] = [
    [0, 0],
    [0, 0],
  ];
  for (const [index, of] of arm.entries()) {
    runs[of] = (runs[of] ?? 0) + (totals.known[index] ?? 0);
    completed[of] = (completed[of] ?? 0) + (totals.completed[index] ?? 0);
  }
  const [runsA = 0, runsB = 0] = runs;
  const [completedA = 0, completedB = 0] = completed;
  const pooled = (completedA + completedB) / (runsA + runsB);
  return (completedB / runsB - completedA / runsA) / Math.sqrt(pooled * (1 - pooled) * (1 / runsA + 1 / runsB));
}
