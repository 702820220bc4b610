import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { EventIngest, SqlEngine } from '@skills/storage';
import type { Compose, ComposeOptions, Composition } from './composition.ts';
import type { OpenLog } from './build-collecting.ts';
import type { Store } from './open-store.ts';

/**
 * The composition root behind `main.ts`: opens, constructs, connects and closes. Each part is imported when a command
 * asks for it, so that a command loads its own code only.
 */
export const compose: Compose = (options) => {
  const { environment, nowMs } = options;
  const collectorEnvironment = { variables: environment, homeDirectory: environment['HOME'] ?? homedir() };
  let opened: Promise<Store> | undefined;
  const openedStore = (): Promise<Store> => (opened ??= openStore(options));
  const log = async (
    store?: Pick<Store, 'url' | 'writer'>,
    projectIdOf?: (projectId: string) => string,
  ): Promise<EventIngest> => {
    const { buildLog } = await import('./build-log.ts');
    return buildLog(store ?? (await openedStore()), { environment, nowMs }, projectIdOf);
  };
  /** What is kept of a look needs no database that is not there yet. */
  const keeper = async (store: Store, use: 'read' | 'keep' | 'write'): Promise<SqlEngine> => {
    const isMissing = store.path !== undefined && !existsSync(store.path);
    return use === 'read' || (use === 'keep' && isMissing) ? store.reader() : store.writer();
  };
  const noted = async (engine: SqlEngine): Promise<void> => {
    const { noteSimulated } = await import('./note-simulated.ts');
    await noteSimulated(engine, options.onSimulated);
  };
  const composition: Composition = {
    async databaseUrl() {
      return (await openedStore()).url;
    },
    async reports() {
      const { buildReports } = await import('./build-reports.ts');
      const store = await openedStore();
      const reports = await buildReports(await store.reader());
      if (reports.isSimulated) options.onSimulated();
      return reports;
    },
    async recording() {
      const { buildRecording } = await import('./build-recording.ts');
      return buildRecording(await log());
    },
    async costs(use) {
      const { buildCosts } = await import('./build-costs.ts');
      const store = await openedStore();
      const engine = await (use === 'read' ? store.reader() : store.writer());
      await noted(engine);
      return buildCosts(engine);
    },
    async executions(use) {
      const { buildExecutions } = await import('./build-executions.ts');
      const store = await openedStore();
      const engine = await (use === 'read' ? store.reader() : store.writer());
      await noted(engine);
      return buildExecutions({ engine, nowMs, others: composition, log: use === 'read' ? undefined : await log() });
    },
    async anomalies(use) {
      const { buildAnomalies } = await import('./build-anomalies.ts');
      const store = await openedStore();
      const engine = await (use === 'read' ? store.reader() : store.writer());
      await noted(engine);
      return buildAnomalies(engine);
    },
    async experiments(use) {
      const { buildExperiments } = await import('./build-experiments.ts');
      const store = await openedStore();
      const engine = await (use === 'read' ? store.reader() : store.writer());
      await noted(engine);
      return buildExperiments(engine, { url: store.url, environment, nowMs });
    },
    async baselines(use) {
      const { buildBaselines } = await import('./build-baselines.ts');
      const store = await openedStore();
      return buildBaselines(
        { engine: await (use === 'read' ? store.reader() : store.writer()), url: store.url, use },
        options,
      );
    },
    async recommendations(use) {
      const { buildRecommendations } = await import('./build-recommendations.ts');
      const store = await openedStore();
      return buildRecommendations(
        { engine: await (use === 'read' ? store.reader() : store.writer()), url: store.url, use },
        options,
      );
    },
    async skillLibrary(use) {
      const { buildSkillLibrary } = await import('./build-skill-library.ts');
      const engine = await keeper(await openedStore(), use);
      await noted(engine);
      return buildSkillLibrary(engine, options);
    },
    async trends() {
      const { buildTrends } = await import('./build-trends.ts');
      const engine = await (await openedStore()).reader();
      await noted(engine);
      return buildTrends(engine, nowMs);
    },
    async workflows(use) {
      const { buildWorkflows } = await import('./build-workflows.ts');
      const engine = await keeper(await openedStore(), use);
      await noted(engine);
      return buildWorkflows(engine, nowMs);
    },
    async versions(use) {
      const { buildVersions } = await import('./build-versions.ts');
      const store = await openedStore();
      const engine = await keeper(store, use);
      await noted(engine);
      return buildVersions({ engine, url: store.url }, options);
    },
    async capacity() {
      const { buildCapacity } = await import('./build-capacity.ts');
      const engine = await (await openedStore()).reader();
      await noted(engine);
      return buildCapacity(engine);
    },
    async patterns(use) {
      const { buildPatterns } = await import('./build-patterns.ts');
      const store = await openedStore();
      const engine = await (use === 'read' ? store.reader() : store.writer());
      await noted(engine);
      return buildPatterns(engine, nowMs);
    },
    async collecting({ dryRun } = { dryRun: false }) {
      const { buildCollecting, firstScanThread } = await import('./build-collecting.ts');
      const store = await openedStore();
      const chosenIds = new Set<string>();
      const open = async (): Promise<OpenLog> => {
        const { sourceFiles } = await import('./source-files.ts');
        const engine = await (dryRun ? store.preview() : store.writer());
        const { keyedProjectIds } = await import('./project-ids.ts');
        const keyed = keyedProjectIds(store.url, environment);
        const ownLog = await log({ url: store.url, writer: () => Promise.resolve(engine) }, (id) =>
          chosenIds.has(id) ? id : keyed(id),
        );
        return { log: ownLog, files: sourceFiles(engine) };
      };
      const collecting = buildCollecting({
        open,
        environment: collectorEnvironment,
        keepProjectId: (id) => chosenIds.add(id),
        thread: firstScanThread(store.path),
      });
      const { measuredCollecting } = await import('./measured-collecting.ts');
      return measuredCollecting(collecting, { engine: () => store.writer(), nowMs });
    },
    async projects(use) {
      const { buildProjects } = await import('./build-projects.ts');
      const store = await openedStore();
      const engine = await keeper(store, use);
      const { homeDirectory } = collectorEnvironment;
      const { keyedProjectIds } = await import('./project-ids.ts');
      const keyedLog = (): Promise<EventIngest> => log(undefined, keyedProjectIds(store.url, environment));
      return buildProjects({ engine, url: store.url, log: keyedLog, homeDirectory, ...options });
    },
    async prediction(use) {
      const { buildPrediction } = await import('./build-prediction.ts');
      const store = await openedStore();
      const engine = await (use === 'write' ? store.writer() : store.reader());
      return buildPrediction({ engine, url: store.url }, options);
    },
    async live() {
      const { buildLive } = await import('./build-live.ts');
      return buildLive(await (await openedStore()).writer(), await log());
    },
    async measures() {
      const { buildMeasures } = await import('./build-measures.ts');
      return buildMeasures(await (await openedStore()).writer());
    },
    async demo() {
      const { buildDemo } = await import('./build-demo.ts');
      return buildDemo({ log: await log(), store: await openedStore(), environment });
    },
    async metrics() {
      const { buildMetrics } = await import('./build-metrics.ts');
      return buildMetrics(await (await openedStore()).background(), options.note);
    },
    async maintenance() {
      const { buildMaintenance } = await import('./build-maintenance.ts');
      return buildMaintenance(await openedStore(), nowMs);
    },
    async retention() {
      const { buildRetention } = await import('./build-retention.ts');
      return buildRetention(await openedStore(), nowMs);
    },
    async erasure() {
      const { buildErasure } = await import('./build-erasure.ts');
      return buildErasure(await openedStore(), options);
    },
    async doctor() {
      const { buildDoctor } = await import('./build-doctor.ts');
      const store = await openedStore();
      return buildDoctor({
        store,
        maintenance: await composition.maintenance(),
        environment: collectorEnvironment,
        nowMs,
      });
    },
    async formats() {
      const { formats } = await import('./formats.ts');
      return formats;
    },
    async forDemo() {
      const { freshDemoDatabase } = await import('./fresh-demo-database.ts');
      return compose({ ...options, databaseUrl: freshDemoDatabase(environment) });
    },
    async [Symbol.asyncDispose]() {
      // What could not be opened need not be closed; whoever asked for it has heard of it.
      const store = await opened?.catch(() => undefined);
      await store?.[Symbol.asyncDispose]();
    },
  };
  return composition;
};

async function openStore(options: ComposeOptions): Promise<Store> {
  const module = await import('./open-store.ts');
  return module.openStore(options);
}
