import type {
  CatalogResult,
  CollectResult,
  DatabaseCheckResult,
  DatabaseStatusResult,
  DependenciesResult,
  MigrationResult,
  RollupWindow,
  SearchedPlace,
  SkillInvocation,
} from '@skills/schema';
import type {
  ABTestFramework,
  AnomalyDetector,
  BaselineExchange,
  CollaborativeFilteringEngine,
  CostReport,
  DependencyQuestion,
  Doctor,
  EventRecording,
  HourlyActivity,
  Overview,
  RecordEntry,
  SessionReport,
  SkillClusters,
  SkillDependencyReport,
  SkillRanking,
  SkillReport,
  SkillSearch,
  SkillSequences,
  SkillSuccessPredictor,
  SkillTaxonomy,
  TimeSeriesAnalyzer,
  WorkflowAnalytics,
} from '@skills/services';
import type { ProgressLine } from './progress.ts';

/** What every composition is told. */
export type ComposeOptions = {
  /** Of `--db` or SKILLS_DATABASE_URL; `undefined` for the database in its usual place. */
  readonly databaseUrl: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly nowMs: () => number;
  readonly note: (text: string) => void;
  /** Told when the database that is asked holds a simulated world. */
  readonly onSimulated: () => void;
};

/** Questions to one database. */
export type Reports = {
  readonly ranking: SkillRanking;
  readonly overview: Overview;
  readonly skill: SkillReport;
  readonly hourly: HourlyActivity;
  readonly costs: CostReport;
  readonly sessions: SessionReport;
  /** @throws {SkillsError} 'not-found' | 'invalid-input' */
  projectIdOf(text: string): Promise<string>;
  /** Pages of the log in the order of time. */
  events(selection: EventSelection): AsyncIterable<readonly SkillInvocation[]>;
  /** The log holds events of a simulated world. */
  readonly isSimulated: boolean;
  /** The log holds no event at all. */
  isEmpty(): Promise<boolean>;
};

export type EventSelection = {
  /** UTC epoch milliseconds, half open. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly skillName?: string | undefined;
  readonly projectId?: string | undefined;
};

/** What goes with what, and what follows what. */
export type Patterns = {
  readonly dependencies: SkillDependencyReport;
  /** Makes the columns of the log that are missing, measures and stores. Needs `patterns('write')`. */
  updateDependencies(question: DependencyQuestion, minCoOccurrence: number | undefined): Promise<DependenciesResult>;
  readonly sequences: SkillSequences;
  readonly workflow: WorkflowAnalytics;
};

export type CollectRequest = {
  /** Empty for every source. */
  readonly sources: readonly string[];
  readonly from?: string | undefined;
  readonly project?: string | undefined;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  readonly progress: ProgressLine;
};

export type Collecting = {
  /** Reads everything once; what fails is in the result. */
  collect(request: CollectRequest): Promise<CollectResult>;
  /** Where the usual sources are looked for. */
  searchedPlaces(): readonly SearchedPlace[];
};

export type DemoRequest = {
  readonly scale: 'small' | 'medium' | 'large';
  readonly seed: number;
  readonly nowMs: number;
  readonly signal: AbortSignal;
  readonly progress: ProgressLine;
};

export type Demo = {
  /** Stores a simulated world. */
  simulate(request: DemoRequest): Promise<{ readonly inserted: number; readonly duplicates: number }>;
};

export type Maintenance = {
  status(): Promise<DatabaseStatusResult>;
  migrate(to?: string): Promise<MigrationResult>;
  rollback(to: { readonly version: string } | { readonly steps: number }): Promise<MigrationResult>;
  check(): Promise<DatabaseCheckResult>;
  rebuild(): Promise<{ readonly events: number }>;
  prune(beforeMs: number, dryRun: boolean): Promise<{ readonly deleted: number }>;
  backup(path?: string): Promise<{ readonly path: string; readonly bytes: number }>;
  restore(path: string): Promise<{ readonly previous: string | null }>;
};

/** The skills that a scan of this machine found. */
export type CatalogScan = {
  report(window: RollupWindow): Promise<CatalogResult>;
  /** Stores them where the database can be written; returns whether anything changed. */
  keep(): Promise<boolean>;
};

/** What is known of skills beside their calls. */
export type SkillLibrary = {
  readonly search: SkillSearch;
  readonly clusters: SkillClusters;
  readonly taxonomy: SkillTaxonomy;
  /** @param options - `from`: one folder of skills instead of the usual places */
  scan(options?: { readonly from?: string | undefined }): Promise<CatalogScan>;
  /** Takes up what is installed now; a database that cannot be written stays as it is. */
  bringUpToDate(): Promise<void>;
};

export type ExportFormat = 'ndjson' | 'csv' | 'parquet';

/** Reading and writing events in files. */
export type Formats = {
  write(format: ExportFormat, pages: AsyncIterable<readonly SkillInvocation[]>): AsyncIterable<Uint8Array>;
  /** The file appears whole or not at all. */
  save(path: string, chunks: AsyncIterable<Uint8Array>): Promise<unknown>;
  /** @throws {SkillsError} 'not-found' | 'source-unreadable' | 'invalid-input' */
  readFile(format: ExportFormat, path: string): AsyncIterable<RecordEntry>;
  /** NDJSON. */
  readLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<RecordEntry>;
};

/** Builds what a command asks for, when it asks. Disposing closes everything that was opened. */
export type Composition = AsyncDisposable & {
  /** Of the database in use. */
  databaseUrl(): Promise<string>;
  reports(): Promise<Reports>;
  recording(): Promise<EventRecording>;
  /** @param use - for reading alone, a database that is not there yet is not made */
  prediction(use: 'read' | 'write'): Promise<SkillSuccessPredictor>;
  trends(): Promise<TimeSeriesAnalyzer>;
  /** @param use - for reading alone, a database that is not there yet is not made */
  patterns(use: 'read' | 'write'): Promise<Patterns>;
  /** @param use - for reading alone, a database that is not there yet is not made */
  anomalies(use: 'read' | 'write'): Promise<AnomalyDetector>;
  /** @param use - for reading alone, a database that is not there yet is not made */
  experiments(use: 'read' | 'write'): Promise<ABTestFramework>;
  /** @param use - for reading alone, a database that is not there yet is not made */
  recommendations(use: 'read' | 'write'): Promise<CollaborativeFilteringEngine>;
  /** @param use - for reading alone, a database that is not there yet is not made */
  baselines(use: 'read' | 'write'): Promise<BaselineExchange>;
  /** @param use - `keep` stores what it finds, but makes no database for it */
  skillLibrary(use: 'read' | 'keep' | 'write'): Promise<SkillLibrary>;
  /** @param use - for a dry run the database is neither made nor changed */
  collecting(use?: { readonly dryRun: boolean }): Promise<Collecting>;
  demo(): Promise<Demo>;
  maintenance(): Promise<Maintenance>;
  doctor(): Promise<Doctor>;
  formats(): Promise<Formats>;
  /** The same over the demo database; to be disposed by itself. */
  forDemo(): Promise<Composition>;
};

export type Compose = (options: ComposeOptions) => Composition;
