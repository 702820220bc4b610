import type { Experiment, ExperimentPhase } from '@skills/schema';
import { SkillsError, toTimestamp } from '@skills/schema';

/** Where an experiment stands: its status and its dates together. */
export function experimentPhase({ status, startMs, endMs }: Experiment, nowMs: number): ExperimentPhase {
  if (status !== 'running') return status;
  if (nowMs < startMs) return 'scheduled';
  return endMs !== null && nowMs >= endMs ? 'completed' : 'running';
}

/**
 * @param atMs - when a user is assigned, or an outcome was
 * @throws {SkillsError} 'invalid-input' unless the experiment runs then
 */
export function requireRunning(experiment: Experiment, atMs: number): void {
  const phase = experimentPhase(experiment, atMs);
  if (phase === 'running' && atMs >= experiment.startMs) return;
  throw new SkillsError('invalid-input', `experiment ${experiment.testName} ${reason(experiment, phase, atMs)}`);
}

function reason({ startMs, endMs }: Experiment, phase: ExperimentPhase, atMs: number): string {
  if (phase === 'scheduled') return `begins on ${toTimestamp(startMs)}, after ${toTimestamp(atMs)}`;
  if (phase === 'stopped') return `is stopped since ${endMs === null ? 'an unknown time' : toTimestamp(endMs)}`;
  return endMs === null ? 'is completed' : `ended on ${toTimestamp(endMs)}, before ${toTimestamp(atMs)}`;
}

/** Times whose calls count: from the start to the end, or to now. */
export function countedTime(
  experiment: Experiment,
  nowMs: number,
): { readonly fromMs: number; readonly untilMs: number } {
  const { startMs, endMs } = experiment;
  // The call of this very millisecond counts.
  return { fromMs: startMs, untilMs: Math.max(startMs, Math.min(endMs ?? nowMs + 1, nowMs + 1)) };
}
