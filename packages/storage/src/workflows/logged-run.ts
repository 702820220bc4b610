import type { SqlRow } from '../engine/sql-engine.ts';
import { toText } from '../read/cell.ts';
import { type LoggedStep, listOf, StepParser } from './step-parser.ts';

/** One run of a workflow: all calls of a session that name it. */
export type LoggedRun = {
  readonly sessionId: string;
  readonly workflowName: string;
  readonly projectId: string | null;
  /** Of the database; `null` when nobody said who ran it. */
  readonly userId: number | null;
  /** UTC epoch milliseconds of its first call, and of the end of its last. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Each skill once, in the order of first use. Read when asked for: a page shows twenty runs of ten thousand. */
  readonly steps: readonly LoggedStep[];
  /** One skill whose last known outcome is a failure fails the run. */
  readonly succeeded: boolean | null;
};

/** Columns of runs, as JSON in one cell each, in the order of `runFields`: as rows ten times the time. */
export const runFields = ['session', 'workflow', 'project', 'user', 'started', 'ended', 'succeeded', 'steps'] as const;

/**
 * In the order of time.
 *
 * @param names - JSON of the names of skills by id
 */
export function toLoggedRuns(row: SqlRow, names: string): readonly LoggedRun[] {
  const [
    sessions = [],
    workflows = [],
    projects = [],
    users = [],
    started = [],
    ended = [],
    outcomes = [],
    steps = [],
  ] = runFields.map((_, index) => listOf(toText(row[index])));
  const parser = new StepParser(names);
  const runs = sessions.map(
    (sessionId, index) =>
      new StoredRun(
        {
          sessionId: String(sessionId),
          workflowName: String(workflows[index]),
          projectId: textOrNull(projects[index]),
          userId: numberOrNull(users[index]),
          startedAtMs: Number(started[index]),
          endedAtMs: Number(ended[index]),
          succeeded: outcomeOf(outcomes[index]),
        },
        { json: String(steps[index]), parser },
      ),
  );
  // Almost in order already: sorted by SQL, with the steps, it would take three times as long.
  return runs.toSorted(byTime);
}

type StoredSteps = { readonly json: string; readonly parser: StepParser };

// A class: ten thousand objects with a getter of their own take 20 ms.
class StoredRun implements LoggedRun {
  readonly sessionId: string;
  readonly workflowName: string;
  readonly projectId: string | null;
  readonly userId: number | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly succeeded: boolean | null;
  readonly #stored: StoredSteps;
  #steps: readonly LoggedStep[] | undefined;

  constructor(run: Omit<LoggedRun, 'steps'>, steps: StoredSteps) {
    this.sessionId = run.sessionId;
    this.workflowName = run.workflowName;
    this.projectId = run.projectId;
    this.userId = run.userId;
    this.startedAtMs = run.startedAtMs;
    this.endedAtMs = run.endedAtMs;
    this.succeeded = run.succeeded;
    this.#stored = steps;
  }

  get steps(): readonly LoggedStep[] {
    return (this.#steps ??= this.#stored.parser.parse(this.#stored.json));
  }
}

function byTime(left: LoggedRun, right: LoggedRun): number {
  return (
    left.startedAtMs - right.startedAtMs ||
    compareText(left.sessionId, right.sessionId) ||
    compareText(left.workflowName, right.workflowName)
  );
}

function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function outcomeOf(value: unknown): boolean | null {
  return typeof value === 'number' ? value !== 0 : null;
}
