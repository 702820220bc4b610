import type { CollectedBatch } from '@skills/schema';
import { simulateWorld, worldOfScale } from '@skills/simulation';
import { WorkflowRecording } from '@skills/services';
import {
  loadIdentityKey,
  ProjectRegistry,
  ProjectRepository,
  pseudonymise,
  SkillsStorage,
  WorkflowExecutionRepository,
} from '@skills/storage';
import type { EventIngest } from '@skills/storage';
import type { ComposeOptions, Demo } from './composition.ts';
import { formatCount } from '@skills/text';
import { buildPatterns } from './build-patterns.ts';
import type { Store } from './open-store.ts';
import { recordDemoWorkflows } from './record-demo-workflows.ts';

type DemoDependencies = { readonly log: EventIngest; readonly store: Store } & Pick<ComposeOptions, 'environment'>;

/** A simulated world for a log: its calls, its projects registered, its baselines and dependencies computed. */
export function buildDemo({ log, store, environment }: DemoDependencies): Demo {
  return {
    async simulate({ scale, seed, nowMs, signal, progress }) {
      const world = worldOfScale(scale, { seed, nowMs });
      function* watched(): Generator<CollectedBatch> {
        let done = 0;
        for (const batch of simulateWorld(world)) {
          signal.throwIfAborted();
          yield batch;
          done += batch.invocations.length;
          progress.update({
            label: 'simulating',
            done,
            total: world.events,
            detail: `${formatCount(done)} of ${formatCount(world.events)} calls`,
          });
        }
      }
      const { inserted, duplicates } = await log.ingestAll(watched());
      progress.end();
      const engine = await store.writer();
      const projects = await new ProjectRepository({ engine }).projects();
      await new ProjectRegistry({ engine }).register(
        projects.map(({ projectId }) => projectId),
        nowMs,
      );
      await recordDemoWorkflows(
        new WorkflowRecording({ store: new WorkflowExecutionRepository({ engine }), now: () => nowMs }),
        { nowMs, projectIds: projects.map(({ projectId }) => projectId) },
      );
      const storage = new SkillsStorage({
        engine,
        ingest: log,
        now: () => nowMs,
        pseudonymise: (userId) =>
          pseudonymise(userId, { key: loadIdentityKey(store.url, environment), purpose: 'user' }),
      });
      await storage.updateCommunityBaselines();
      await buildPatterns(engine, () => nowMs).updateDependencies({}, undefined);
      return { inserted, duplicates };
    },
  };
}
