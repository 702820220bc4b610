import type { ExperimentSettings, ExperimentUnits, SampleRatioResult } from '@skills/schema';
import { sampleRatioCheck } from './sample-ratio-check.ts';

/**
 * Whether the arms have the sizes that the ratio asks for, over everybody who was assigned. A ratio that was changed is
 * expected of those who came after. Nothing is expected of arms that nobody assigned.
 */
export function assignmentRatioCheck(units: ExperimentUnits, settings: ExperimentSettings): SampleRatioResult {
  const assigned = units.arm.length;
  const treatment = units.arm.reduce((count, arm) => count + arm, 0);
  const expectedControlShare = expectedShare(units.assignedAtMs, settings.ratios);
  const observedControlShare = assigned === 0 ? null : (assigned - treatment) / assigned;
  if (settings.design !== 'randomised' || assigned === 0) {
    return { expectedControlShare, observedControlShare, pValue: null, flagged: false };
  }
  const { kind, pValue } = sampleRatioCheck(
    [assigned - treatment, treatment],
    [expectedControlShare, 1 - expectedControlShare],
  );
  return { expectedControlShare, observedControlShare, pValue, flagged: kind === 'mismatch' };
}

/** Mean over the users of the ratio that was in force when each was assigned. */
function expectedShare(assignedAtMs: Float64Array, ratios: ExperimentSettings['ratios']): number {
  const latest = ratios.at(-1)?.ratio ?? 0.5;
  if (ratios.length < 2 || assignedAtMs.length === 0) return latest;
  let sum = 0;
  for (const atMs of assignedAtMs) {
    sum += ratios.findLast(({ fromMs }) => fromMs <= atMs)?.ratio ?? ratios[0]?.ratio ?? latest;
  }
  return sum / assignedAtMs.length;
}
