import type { Experiment, ExperimentUnits } from '@skills/schema';
import { countedTime } from './experiment-phase.ts';
import type { ExperimentEvents, ExperimentUnitStore } from './experiment-ports.ts';

export type UnitSources = {
  readonly units: Pick<ExperimentUnitStore, 'recordedUnits'>;
  readonly events: ExperimentEvents;
};

/** The units of an experiment by its design, with their past where there is one. */
export async function loadUnits(
  experiment: Experiment,
  { units, events }: UnitSources,
  nowMs: number,
): Promise<ExperimentUnits> {
  const { design, outcomesFrom, prePeriodDays, skillName } = experiment.settings;
  const counted = countedTime(experiment, nowMs);
  if (design === 'versions') return withMixed(await events.unitsOfVersions(experiment, counted));
  if (design === 'before_after') return withMixed(await events.unitsOfPeriods(experiment, counted));
  const assigned = await units.recordedUnits(experiment.testId);
  const needsLog = outcomesFrom === 'events' || (prePeriodDays > 0 && skillName !== null);
  return needsLog ? events.withCalls(experiment, assigned, counted) : assigned;
}

/** Marks the users that stand in both arms. */
function withMixed(units: ExperimentUnits): ExperimentUnits {
  const armsOf = new Map<number, number>();
  units.user.forEach((user, index) => armsOf.set(user, (armsOf.get(user) ?? 0) | ((units.arm[index] ?? 0) + 1)));
  return { ...units, isMixed: Uint8Array.from(units.user, (user) => (armsOf.get(user) === 3 ? 1 : 0)) };
}
