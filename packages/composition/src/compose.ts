import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { EventIngest } from '@skills/storage';
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
  const log = async (store?: Pick<Store, 'url' | 'writer'>): Promise<EventIngest> => {
    const { buildLog } = await import('./build-log.ts');
    return buildLog(store ?? (await openedStore()), { environment, nowMs });
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
    async anomalies(use) {
      const { buildAnomalies } = await import('./build-anomalies.ts');
      const { holdsSimulatedEvents } = await import('@skills/storage');
      const store = await openedStore();
      const engine = await (use === 'read' ? store.reader() : store.writer());
      if (await holdsSimulatedEvents(engine)) options.onSimulated();
      return buildAnomalies(engine);
    },
    async experiments(use) {
      const { buildExperiments } = await import('./build-experiments.ts');
      const { holdsSimulatedEvents } = await import('@skills/storage');
      const store = await openedStore();
      const engine = await (use === 'read' ? store.reader() : store.writer());
      if (await holdsSimulatedEvents(engine)) options.onSimulated();
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
      const { holdsSimulatedEvents } = await import('@skills/storage');
      const store = await openedStore();
      const isMissing = store.path !== undefined && !existsSync(store.path);
      const isReading = use === 'read' || (use === 'keep' && isMissing);
      const engine = await (isReading ? store.reader() : store.writer());
      if (await holdsSimulatedEvents(engine)) options.onSimulated();
      return buildSkillLibrary(engine, options);
    },
    async trends() {
      const { buildTrends } = await import('./build-trends.ts');
      const { holdsSimulatedEvents } = await import('@skills/storage');
      const engine = await (await openedStore()).reader();
      if (await holdsSimulatedEvents(engine)) options.onSimulated();
      return buildTrends(engine, nowMs);
    },
    async patterns(use) {
      const { buildPatterns } = await import('./build-patterns.ts');
      const { holdsSimulatedEvents } = await import('@skills/storage');
      const store = await openedStore();
      const engine = await (use === 'read' ? store.reader() : store.writer());
      if (await holdsSimulatedEvents(engine)) options.onSimulated();
      return buildPatterns(engine, nowMs);
    },
    async collecting({ dryRun } = { dryRun: false }) {
      const { buildCollecting, firstScanThread } = await import('./build-collecting.ts');
      const store = await openedStore();
      const open = async (): Promise<OpenLog> => {
        const { sourceFiles } = await import('./source-files.ts');
        const engine = await (dryRun ? store.preview() : store.writer());
        const ownLog = await log({ url: store.url, writer: () => Promise.resolve(engine) });
        return { log: ownLog, files: sourceFiles(engine) };
      };
      return buildCollecting({ open, environment: collectorEnvironment, thread: firstScanThread(store.path) });
    },
    async prediction(use) {
      const { buildPrediction } = await import('./build-prediction.ts');
      const store = await openedStore();
      const engine = await (use === 'write' ? store.writer() : store.reader());
      return buildPrediction({ engine, url: store.url }, options);
    },
    async demo() {
      const { buildDemo } = await import('./build-demo.ts');
      return buildDemo({ log: await log(), store: await openedStore(), environment });
    },
    async maintenance() {
      const { buildMaintenance } = await import('./build-maintenance.ts');
      return buildMaintenance(await openedStore(), nowMs);
    },
    async doctor() {
      const { buildDoctor } = await import('./build-doctor.ts');
      const store = await openedStore();
      return buildDoctor({ store, maintenance: await composition.maintenance(), environment: collectorEnvironment });
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
