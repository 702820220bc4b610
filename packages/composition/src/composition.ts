import type {
  AgentsResult,
  ApiUsageAndCosting,
  CapacityResult,
  CatalogResult,
  CollectResult,
  CollectedBatch,
  DatabaseCheckResult,
  DatabaseStatusResult,
  DependenciesResult,
  EraseResult,
  IngestCounts,
  MetricsSnapshot,
  MigrationResult,
  PruneResult,
  RecentEvent,
  RollupWindow,
  SearchedPlace,
  SkillInvocation,
  TierRetention,
} from '@skills/schema';
import type {
  ABTestFramework,
  AnalyticsEngine,
  AnomalyDetector,
  BaselineExchange,
  CapacityAnalyzer,
  BudgetTracker,
  CollaborativeFilteringEngine,
  CostAnalyzer,
  DependencyQuestion,
  Doctor,
  EventRecording,
  HourlyActivity,
  Overview,
  PriceBook,
  RecordEntry,
  PracticeExchange,
  SessionInsights,
  SessionReport,
  SkillClusters,
  SkillDependencyReport,
  SkillFunnels,
  SkillMetricsAggregator,
  SkillMetricsCollector,
  SkillRanking,
  SkillReport,
  SkillSearch,
  SkillSequences,
  SkillSuccessPredictor,
  SkillTaxonomy,
  TimeSeriesAnalyzer,
  SkillVersions,
  WorkflowAnalytics,
  WorkflowExecutions,
  WorkflowOptimiser,
  WorkflowRecording,
} from '@skills/services';
import type { Measure, RetentionAges } from '@skills/storage';
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
  /** Where a file is worked on: in this thread (the default), or beside it (servers, whose thread must never wait). */
  readonly mode?: 'in-process' | 'worker';
  /** With `read` the database is there already, and nothing that is asked can change it. Default: both. */
  readonly access?: 'read';
  /** How long a file that another program writes to is waited for; default 5 seconds. */
  readonly busyTimeoutMs?: number;
};

/** Questions to one database. */
export type Reports = {
  readonly ranking: SkillRanking;
  readonly overview: Overview;
  readonly skill: SkillReport;
  readonly funnel: SkillFunnels;
  readonly hourly: HourlyActivity;
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

/** What it costs. */
export type Costs = {
  readonly analyzer: CostAnalyzer;
  readonly prices: PriceBook;
  readonly budgets: BudgetTracker;
  /** @throws {SkillsError} 'not-found' | 'invalid-input' */
  readonly projectIdOf: (text: string) => Promise<string>;
};

/** Executions of tools in three tiers. */
export type Executions = {
  /** Records and aggregates only with `executions('write')`. */
  readonly engine: AnalyticsEngine<AgentsResult, CapacityResult, ApiUsageAndCosting>;
  /** @throws {SkillsError} 'invalid-input' */
  changeRetention(change: Partial<TierRetention>): Promise<TierRetention>;
};

/** What goes with what, and what follows what. */
export type Patterns = {
  readonly dependencies: SkillDependencyReport;
  /** Makes the columns of the log that are missing, measures and stores. Needs `patterns('write')`. */
  updateDependencies(question: DependencyQuestion, minCoOccurrence: number | undefined): Promise<DependenciesResult>;
  readonly sequences: SkillSequences;
  readonly workflow: WorkflowAnalytics;
};

/** Runs of workflows, and what sessions show. */
export type Workflows = {
  readonly executions: WorkflowExecutions;
  readonly optimiser: WorkflowOptimiser;
  /** Needs `workflows('write')`. */
  readonly recording: WorkflowRecording;
  readonly insights: SessionInsights;
  /** @throws {SkillsError} 'not-found' | 'invalid-input' */
  projectIdOf(text: string): Promise<string>;
};

/** Versions of skills, and what is shared of them between teams. */
export type Versions = { readonly versions: SkillVersions; readonly exchange: PracticeExchange };

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
  /** Tells, when it is asked, that something of the sources may have changed. */
  changes(signal: AbortSignal): AsyncIterable<void>;
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

/** Projects that a person registered, and what is counted across them. */
export type Projects = {
  readonly collector: SkillMetricsCollector;
  readonly aggregator: SkillMetricsAggregator;
  /** Seen by collectors, and not registered. */
  unregistered(): Promise<readonly { readonly projectId: string; readonly projectName: string }[]>;
  /** @throws {SkillsError} 'not-found' unless it is the id or the name of a registered, active project */
  registeredId(named: string): Promise<string>;
  /** Takes up what changed in the log; a database that cannot be written stays as it is. */
  bringUpToDate(onStep?: (step: { readonly done: number; readonly total: number }) => void): Promise<void>;
};

export type PruneTiersRequest = {
  /** What is left out stays as the database has it. */
  readonly ages: Partial<RetentionAges>;
  readonly dryRun: boolean;
  readonly progress: ProgressLine;
};

export type Retention = {
  /** Keeps the ages for the next time, and takes out what is past them. */
  prune(request: PruneTiersRequest): Promise<PruneResult>;
  ages(): Promise<RetentionAges>;
};

export type Measures = { record(measures: readonly Measure[]): Promise<void> };

export type EraseRequest = {
  readonly kind: 'project' | 'user';
  /** A project's id, name or path; a user's id or pseudonym. */
  readonly id: string;
  readonly dryRun: boolean;
  /** Deletes the copies beside the database, too. */
  readonly withCopies: boolean;
  readonly progress: ProgressLine;
};

export type Erasure = {
  erase(request: EraseRequest): Promise<EraseResult>;
  /** Lets what was erased come back when it is collected again; a project is named by its full id. */
  allow(request: Pick<EraseRequest, 'kind' | 'id'>): Promise<EraseResult>;
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

/** What a monitoring system is told, as the database holds it now. */
export type MetricsSource = {
  /** @throws {SkillsError} 'storage-…' */
  snapshot(nowMs: number): Promise<MetricsSnapshot>;
  /** Chooses anew which skills have series of their own. */
  regroup(): Promise<void>;
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

/** What a live server needs beside the answers. */
export type Live = {
  /** Changes when the database does. */
  version(): Promise<string>;
  /** The newest first. */
  recentEvents(limit: number): Promise<readonly RecentEvent[]>;
  /** Stores what telemetry tells, whole or not at all. */
  ingest(batch: CollectedBatch): Promise<IngestCounts>;
};

/** Builds what a command asks for, when it asks. Disposing closes everything that was opened. */
export type Composition = AsyncDisposable & {
  /** Of the database in use. */
  databaseUrl(): Promise<string>;
  reports(): Promise<Reports>;
  recording(): Promise<EventRecording>;
  /** @param use - for reading alone, a database that is not there yet is not made */
  executions(use: 'read' | 'write'): Promise<Executions>;
  /** @param use - for reading alone, a database that is not there yet is not made */
  costs(use: 'read' | 'write'): Promise<Costs>;
  /** @param use - for reading alone, a database that is not there yet is not made */
  prediction(use: 'read' | 'write'): Promise<SkillSuccessPredictor>;
  trends(): Promise<TimeSeriesAnalyzer>;
  capacity(): Promise<CapacityAnalyzer>;
  /** @param use - `keep` stores the runs that it puts together, but makes no database for it */
  workflows(use: 'read' | 'keep' | 'write'): Promise<Workflows>;
  /** @param use - as for workflows */
  versions(use: 'read' | 'keep' | 'write'): Promise<Versions>;
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
  /** @param use - `keep` stores what it counts, but makes no database for it */
  projects(use: 'keep' | 'write'): Promise<Projects>;
  /** @param use - for a dry run the database is neither made nor changed */
  collecting(use?: { readonly dryRun: boolean }): Promise<Collecting>;
  /** The database is made when it is not there. */
  live(): Promise<Live>;
  /** Keeps what a server has measured of itself. */
  measures(): Promise<Measures>;
  demo(): Promise<Demo>;
  /** For a server: the database is asked in a thread of its own, and made when it is not there. */
  metrics(): Promise<MetricsSource>;
  maintenance(): Promise<Maintenance>;
  retention(): Promise<Retention>;
  erasure(): Promise<Erasure>;
  doctor(): Promise<Doctor>;
  formats(): Promise<Formats>;
  /** The same over the demo database; to be disposed by itself. */
  forDemo(): Promise<Composition>;
};

export type Compose = (options: ComposeOptions) => Composition;
