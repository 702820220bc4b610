import type { FeatureBlock } from './similarity-matrix.ts';

/** How a skill behaves in the log; `undefined` for one that never ran. */
export type SkillBehaviour = {
  /** Numbers of the sessions in which it ran, each once. */
  readonly sessions: readonly number[];
  /** Calls by workflow phase. */
  readonly phases: ReadonlyMap<string, number>;
  readonly completed: number;
  readonly failed: number;
  /** Mean of the known durations; `null` when none is known. */
  readonly averageDurationSeconds: number | null;
  /** Calls in each UTC hour of the day, 24 numbers. */
  readonly hours: readonly number[];
};

const weights = { coUsage: 3, phases: 1, outcomes: 0.5, hours: 0.5 } as const;
// Added to every session count, so that two skills that met once are not taken for inseparable.
const smoothing = 2;

/** What skills do, as blocks to be compared: with whom they run, in which phases, how they end, and when. */
export function behaviourBlocks(behaviours: readonly (SkillBehaviour | undefined)[]): readonly FeatureBlock[] {
  const phases = [...new Set(behaviours.flatMap((each) => [...(each?.phases.keys() ?? [])]))].toSorted();
  const known = (vector: (behaviour: SkillBehaviour) => ArrayLike<number> | undefined): FeatureBlock['vectors'] =>
    behaviours.map((each) => (each === undefined ? undefined : vector(each)));
  return [
    { weight: weights.coUsage, vectors: coUsageVectors(behaviours) },
    {
      weight: weights.phases,
      vectors: known((each) =>
        each.phases.size === 0 ? undefined : shares(phases.map((p) => each.phases.get(p) ?? 0)),
      ),
    },
    { weight: weights.outcomes, vectors: known(outcomeVector) },
    { weight: weights.hours, vectors: known((each) => centred(shares(each.hours))) },
  ];
}

/**
 * With whom a skill shares sessions more often than chance: positive pointwise mutual information with every skill, itself
 * included, so that two skills that run together are near even when a third is near to neither.
 */
function coUsageVectors(behaviours: readonly (SkillBehaviour | undefined)[]): FeatureBlock['vectors'] {
  const bySession = new Map<number, number[]>();
  behaviours.forEach((each, skill) => {
    for (const session of each?.sessions ?? []) {
      const met = bySession.get(session);
      if (met === undefined) bySession.set(session, [skill]);
      else met.push(skill);
    }
  });
  const size = behaviours.length;
  const together = new Float64Array(size * size);
  for (const met of bySession.values()) {
    for (const a of met) for (const b of met) together[a * size + b] = (together[a * size + b] ?? 0) + 1;
  }
  const sessions = bySession.size;
  return behaviours.map((each, a) => {
    if (each === undefined || each.sessions.length === 0) return undefined;
    return Float64Array.from({ length: size }, (_, b) => {
      const [countA, countB] = [each.sessions.length + smoothing, (behaviours[b]?.sessions.length ?? 0) + smoothing];
      const ratio = ((together[a * size + b] ?? 0) * (sessions + smoothing)) / (countA * countB);
      return ratio <= 1 ? 0 : Math.log(ratio);
    });
  });
}

/** Completion rate (smoothed towards one half) and the order of magnitude of the duration, around their middles. */
function outcomeVector({ completed, failed, averageDurationSeconds }: SkillBehaviour): readonly number[] | undefined {
  if (completed + failed === 0 && averageDurationSeconds === null) return undefined;
  const rate = (completed + 1) / (completed + failed + 2);
  const magnitude = averageDurationSeconds === null ? 0 : Math.log10(Math.max(averageDurationSeconds, 0.01) / 10);
  return [Math.log(rate / (1 - rate)) / 2 - 1, magnitude];
}

/** Square roots of shares: their products are Hellinger affinities. */
function shares(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : Math.sqrt(count / total)));
}

function centred(vector: readonly number[]): readonly number[] {
  const mean = vector.reduce((sum, value) => sum + value, 0) / Math.max(1, vector.length);
  return vector.map((value) => value - mean);
}
