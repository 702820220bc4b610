import type { RollupWindow, WorkflowExecutionRow, WorkflowStatus } from '@skills/schema';
import { toTimestamp } from '@skills/schema';

export type RunStep = {
  readonly skillName: string;
  /** Its last known outcome; `null` when none is known, as for steps of recorded runs. */
  readonly succeeded: boolean | null;
};

/** One run of a workflow, recorded or put together from the log. */
export type WorkflowRun = {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly projectId: string | null;
  readonly sessionId: string | null;
  /** Of the database; `null` when nobody said who ran it. */
  readonly userId: number | null;
  /** UTC epoch milliseconds. */
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  /** `null`: no outcome is known. */
  readonly status: WorkflowStatus | null;
  /** Each skill once, in the order of first use. */
  readonly steps: readonly RunStep[];
  readonly durationSeconds: number | null;
  readonly source: 'recorded' | 'log';
};

/** As a database has recorded it. */
export type RecordedRun = {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly projectId: string | null;
  readonly sessionId: string | null;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly status: WorkflowStatus;
  readonly skillsUsed: readonly string[];
  readonly totalDurationMs: number | null;
};

/** As a database has put it together from its log. */
export type LoggedRun = Pick<WorkflowRun, 'workflowName' | 'projectId' | 'userId' | 'startedAtMs' | 'steps'> & {
  readonly sessionId: string;
  readonly endedAtMs: number;
  readonly succeeded: boolean | null;
};

/** What is asked of a database: runs that began in the window. */
export type RunSource = {
  executions(window: { readonly since: string; readonly until: string }): Promise<readonly RecordedRun[]>;
  runs(
    window: Pick<RollupWindow, 'sinceMs' | 'untilMs'>,
    selection?: { readonly workflowName?: string | undefined },
  ): Promise<readonly LoggedRun[]>;
};

/** A session may go on for so long after its last call. */
const openForMs = 1_800_000;

/** Runs of a window, recorded ones and those of the log, in the order of time. */
export async function loadRuns(
  source: RunSource,
  question: { readonly window: RollupWindow; readonly nowMs: number; readonly workflowName?: string | undefined },
): Promise<readonly WorkflowRun[]> {
  const { window, nowMs, workflowName } = question;
  const span = { since: toTimestamp(window.sinceMs), until: toTimestamp(window.untilMs) };
  const recorded = (await source.executions(span)).filter(
    (run) => workflowName === undefined || run.workflowName === workflowName,
  );
  const logged = (await source.runs(window, { workflowName })).map((run) => new LogRun(run, nowMs));
  return [...recorded.map(recordedRun), ...logged].toSorted((a, b) => a.startedAtMs - b.startedAtMs);
}

export function executionRow(run: WorkflowRun): WorkflowExecutionRow {
  return {
    workflowId: run.workflowId,
    workflowName: run.workflowName,
    projectId: run.projectId,
    sessionId: run.sessionId,
    startedAt: toTimestamp(run.startedAtMs),
    completedAt: run.endedAtMs === null ? null : toTimestamp(run.endedAtMs),
    status: run.status,
    skillsUsed: run.steps.map(({ skillName }) => skillName),
    durationSeconds: run.durationSeconds,
    source: run.source,
  };
}

export function recordedRun(run: RecordedRun): WorkflowRun {
  return {
    workflowId: run.workflowId,
    workflowName: run.workflowName,
    projectId: run.projectId,
    sessionId: run.sessionId,
    userId: null,
    startedAtMs: Date.parse(run.startedAt),
    endedAtMs: run.completedAt === null ? null : Date.parse(run.completedAt),
    status: run.status,
    steps: run.skillsUsed.map((skillName) => ({ skillName, succeeded: null })),
    durationSeconds: run.totalDurationMs === null ? null : run.totalDurationMs / 1_000,
    source: 'recorded',
  };
}

/** A run of the log, as seen at a moment. */
class LogRun implements WorkflowRun {
  readonly workflowId: string;
  readonly workflowName: string;
  readonly projectId: string | null;
  readonly sessionId: string;
  readonly userId: number | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly status: WorkflowStatus | null;
  readonly durationSeconds: number | null;
  readonly source = 'log';
  readonly #run: LoggedRun;

  constructor(run: LoggedRun, nowMs: number) {
    const isOpen = nowMs - run.endedAtMs < openForMs;
    const outcome = run.succeeded === null ? null : run.succeeded ? 'completed' : 'failed';
    this.workflowId = run.sessionId;
    this.workflowName = run.workflowName;
    this.projectId = run.projectId;
    this.sessionId = run.sessionId;
    this.userId = run.userId;
    this.startedAtMs = run.startedAtMs;
    this.endedAtMs = isOpen ? null : run.endedAtMs;
    this.status = isOpen ? 'running' : outcome;
    this.durationSeconds = isOpen ? null : (run.endedAtMs - run.startedAtMs) / 1_000;
    this.#run = run;
  }

  /** A source may read them when they are asked for. */
  get steps(): readonly RunStep[] {
    return this.#run.steps;
  }
}
