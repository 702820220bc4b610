import type { WorkflowSequenceRow, WorkflowShowResult } from '@skills/schema';
import { runCounts } from './run-counts.ts';
import type { WorkflowRun } from './workflow-run.ts';

const fastRuns = 10;

/** Sequences of skills with at least `minRuns` completed runs of known duration, the fastest first. */
export function fastestSequences(runs: readonly WorkflowRun[], minRuns: number): readonly WorkflowSequenceRow[] {
  return [...bySequence(runs).values()]
    .filter((group) => timed(group).length >= minRuns)
    .map((group) => Object.assign({ skillNames: sequenceOf(group[0]) }, runCounts(group)))
    .toSorted(
      (a, b) =>
        (a.medianDurationSeconds ?? Infinity) - (b.medianDurationSeconds ?? Infinity) || b.completed - a.completed,
    );
}

/** The sequence that stands most often among the ten fastest completed runs. */
export function mostCommonOfFastest(runs: readonly WorkflowRun[]): WorkflowShowResult['mostCommonOfFastest'] {
  const fastest = timed(runs)
    .toSorted((a, b) => (a.durationSeconds ?? 0) - (b.durationSeconds ?? 0))
    .slice(0, fastRuns);
  const group = mostRun(fastest);
  if (group.length < 2) return null;
  return { skillNames: sequenceOf(group[0]), runs: group.length, ofRuns: fastest.length };
}

/** The sequence that most runs had; empty when none ran twice. */
export function mostCommonSequence(runs: readonly WorkflowRun[]): string[] {
  const group = mostRun(runs);
  return group.length < 2 ? [] : sequenceOf(group[0]);
}

function mostRun(runs: readonly WorkflowRun[]): readonly WorkflowRun[] {
  return [...bySequence(runs).values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
}

function bySequence(runs: readonly WorkflowRun[]): ReadonlyMap<string, readonly WorkflowRun[]> {
  return Map.groupBy(
    runs.filter(({ steps }) => steps.length > 0),
    (run) => JSON.stringify(sequenceOf(run)),
  );
}

function timed(runs: readonly WorkflowRun[]): readonly WorkflowRun[] {
  return runs.filter(({ status, durationSeconds }) => status === 'completed' && durationSeconds !== null);
}

function sequenceOf(run: WorkflowRun | undefined): string[] {
  return run?.steps.map(({ skillName }) => skillName) ?? [];
}
