import type { AggregateWindow, SkillKind } from '@skills/schema';

export type AggregateTotals = {
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  readonly durationCount: number;
  readonly durationSecondsSum: number;
  /** Calls that say how many actions followed; sums of those numbers and of their squares. */
  readonly followUpCount: number;
  readonly followUpSum: number;
  readonly followUpSquareSum: number;
  /** UTC epoch milliseconds. */
  readonly firstUsedMs: number;
  readonly lastUsedMs: number;
};

export type AggregateScope = {
  readonly timeWindow: AggregateWindow;
  /** The period that holds this moment, UTC epoch milliseconds. */
  readonly atMs: number;
  /** Every registered and active project together when left out. */
  readonly projectId?: string | undefined;
};

export type SkillAggregate = AggregateTotals & { readonly skillName: string; readonly kind: SkillKind };

export type ProjectAggregate = AggregateTotals & {
  readonly projectId: string;
  readonly projectName: string;
  readonly projectType: string;
  readonly kind: SkillKind;
  readonly strata: readonly {
    readonly phase: string | null;
    readonly model: string | null;
    readonly completed: number;
    readonly failed: number;
  }[];
};

export type OnStep = (step: { readonly done: number; readonly total: number }) => void;

export type AggregateSource = {
  refresh(options: {
    readonly nowMs: number;
    readonly force: boolean;
    readonly projectId?: string | undefined;
    /** Told how far counting whole projects is. */
    readonly onStep?: OnStep | undefined;
  }): Promise<{
    readonly projectsCounted: number;
    readonly projectsRemoved: number;
    readonly daysChanged: number;
  }>;
  /** The most used first. */
  skills(scope: AggregateScope, skillName?: string): Promise<readonly SkillAggregate[]>;
  projectsOf(skillName: string, scope: Omit<AggregateScope, 'projectId'>): Promise<readonly ProjectAggregate[]>;
  count(scope: Pick<AggregateScope, 'timeWindow' | 'projectId'>): Promise<number>;
  projectCount(): Promise<number>;
  ages(): Promise<{
    readonly collectedAtMs: number | null;
    readonly computedAtMs: number | null;
    readonly daysBehind: number;
    readonly projectsBehind: number;
  }>;
};

export type RegisteredProject = {
  readonly projectId: string;
  readonly projectName: string;
  readonly projectType: string;
  readonly projectPath: string | null;
  readonly isActive: boolean;
  readonly registeredAtMs: number | null;
  readonly lastSyncAtMs: number | null;
  readonly invocations: number | null;
  readonly lastUsedAtMs: number | null;
};

/** The registry for reading. */
export type RegisteredProjects = {
  registered(): Promise<readonly RegisteredProject[]>;
  /** @param path - normalised */
  ofFolder(path: string): Promise<readonly RegisteredProject[]>;
};

export type ProjectToRegister = {
  readonly path: string;
  readonly name?: string | undefined;
  readonly projectType?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
};

/** The registry for writing. */
export type ProjectRegistrar = {
  /** @throws {SkillsError} 'not-found' | 'invalid-input' when there is no such folder */
  add(project: ProjectToRegister, atMs: number): Promise<{ readonly projectId: string; readonly path: string }>;
  deactivate(projectId: string): Promise<void>;
  synced(projectId: string, atMs: number): Promise<void>;
};

export type ProjectFiles = {
  /** Files of metrics and transcripts that were found. */
  readonly files: number;
  readonly collected: number;
  /** Known already. */
  readonly duplicates: number;
  /** What could not be read, each with its file. */
  readonly problems: readonly string[];
};

/** Reading what assistants wrote down in and about one folder; changes nothing there. */
export type ProjectSource = {
  /** @param path - normalised */
  collect(project: { readonly path: string; readonly projectId: string }): Promise<ProjectFiles>;
};
