import { randomUUID } from 'node:crypto';
import type { BaselineRow } from '@skills/schema';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { readCommunityBaselines, updateBaselines } from './community-baselines.ts';
import type { CommunityBaselineOptions } from './community-baselines.ts';
import { completionAnomalies } from './completion-anomalies.ts';
import type { CompletionAnomaly, DetectAnomaliesOptions } from './completion-anomalies.ts';
import { searchEmbeddings } from './embedding-search.ts';
import type { EmbeddingSearchOptions, InvocationMatch } from './embedding-search.ts';
import { hourlyMetrics } from './hourly-metrics.ts';
import type { HourlyMetrics, HourlyMetricsOptions } from './hourly-metrics.ts';
import { importMetricsJson } from './import-metrics-json.ts';
import type { JsonImport } from './import-metrics-json.ts';
import type { IngestPort } from './ingest-port.ts';
import type { InvocationToStore } from './invocation-to-store.ts';
import { requirePositiveInteger } from './positive-integer.ts';
import { realTimeMetrics } from './real-time-metrics.ts';
import type { RealTimeMetricsOptions, RealTimeSkillMetrics } from './real-time-metrics.ts';
import { schemaProblems } from './schema-problems.ts';
import { readSessionSummary } from './session-summary.ts';
import type { StoredSessionSummary } from './session-summary.ts';
import { similarSkills } from './similar-skills.ts';
import type { SimilarSkill } from './similar-skills.ts';
import { similarUsers } from './similar-users.ts';
import type { SimilarUser, SimilarUsersOptions } from './similar-users.ts';
import { updateDependencies } from './skill-dependencies.ts';
import type { SkillDependenciesUpdate } from './skill-dependencies.ts';
import { storeInvocation } from './store-invocation.ts';
import { readInvocation, readSessionInvocations } from './stored-invocation.ts';
import type { StoredInvocation } from './stored-invocation.ts';
import { readStoredMetrics } from './stored-metrics.ts';
import type { StoredMetrics } from './stored-metrics.ts';
import { workflowBottlenecks } from './workflow-bottlenecks.ts';
import type { WorkflowBottleneck, WorkflowBottleneckOptions } from './workflow-bottlenecks.ts';
import { workflowSkillEffectiveness } from './workflow-effectiveness.ts';
import type { WorkflowEffectivenessOptions, WorkflowSkillEffectiveness } from './workflow-effectiveness.ts';
import { workflowPhaseBoost } from './workflow-phase-boost.ts';
import { workflowPhaseTransitions } from './workflow-phase-transitions.ts';
import type { WorkflowPhaseTransition } from './workflow-phase-transitions.ts';

export type SkillsStorageDependencies = {
  /** A migrated database. */
  readonly engine: SqlEngine;
  readonly ingest: IngestPort;
  /** The same as that of `ingest`. */
  readonly pseudonymise: (userId: string) => string;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** Ids of calls that bring none. Random UUIDs when left out. */
  readonly newCallId?: () => string;
  /** Queries are what people wrote: they are kept only when this is true. */
  readonly keepQueries?: boolean;
};

export type WorkflowSearchOptions = EmbeddingSearchOptions & {
  readonly workflowPhase?: string | undefined;
  /** Share of the phase in the score, in [0, 1]; the rest is the cosine. Default 0.3. */
  readonly phaseWeight?: number;
};

/**
 * The storage of the predecessor, V1 to V4, over the log of today. A skill is a name here, whatever the kinds of its
 * calls. Every rate is a fraction, times are ISO 8601 UTC, and a failure is thrown: an empty list means that there is
 * nothing. Wrong options are RangeErrors; what comes from outside fails with a SkillsError.
 */
export class SkillsStorage {
  readonly #engine: SqlEngine;
  readonly #ingest: IngestPort;
  readonly #pseudonymise: (userId: string) => string;
  readonly #now: () => number;
  readonly #newCallId: () => string;
  readonly #keepQueries: boolean;

  constructor({ engine, ingest, pseudonymise, now, newCallId, keepQueries }: SkillsStorageDependencies) {
    this.#engine = engine;
    this.#ingest = ingest;
    this.#pseudonymise = pseudonymise;
    this.#now = now;
    this.#newCallId = newCallId ?? randomUUID;
    this.#keepQueries = keepQueries ?? false;
  }

  /** @returns the id of the row; the call survives a power cut from then on */
  async storeInvocation(call: InvocationToStore): Promise<bigint> {
    return storeInvocation(
      { engine: this.#engine, ingest: this.#ingest, newCallId: this.#newCallId, keepQueries: this.#keepQueries },
      call,
    );
  }

  async getInvocation(id: bigint): Promise<StoredInvocation | undefined> {
    return readInvocation(this.#engine, id);
  }

  /** In the order of time. */
  async getSessionInvocations(sessionId: string): Promise<readonly StoredInvocation[]> {
    return readSessionInvocations(this.#engine, sessionId);
  }

  async getMetrics(skillName: string): Promise<StoredMetrics | undefined> {
    const [metrics] = await readStoredMetrics(this.#engine, { skillName });
    return metrics;
  }

  async getAllMetrics(): Promise<readonly StoredMetrics[]> {
    return readStoredMetrics(this.#engine, {});
  }

  /** Of all time, the most used first. */
  async getTopSkills({ limit = 10 }: { readonly limit?: number } = {}): Promise<readonly StoredMetrics[]> {
    return readStoredMetrics(this.#engine, { limit: requirePositiveInteger('limit', limit) });
  }

  async getSessionSummary(sessionId: string): Promise<StoredSessionSummary> {
    return readSessionSummary(this.#engine, sessionId);
  }

  /** @param path - a `skill_metrics.json` of session-buddy or crackerjack, saved or exported */
  async importFromJson(path: string): Promise<JsonImport> {
    return importMetricsJson(this.#ingest, path);
  }

  /** What is wrong with the database; nothing when all is well. */
  async validateSchema(): Promise<readonly string[]> {
    return schemaProblems(this.#engine);
  }

  /** The most similar stored call of each skill. */
  async searchByQuery(
    queryEmbedding: Float32Array,
    options: EmbeddingSearchOptions = {},
  ): Promise<readonly InvocationMatch[]> {
    return searchEmbeddings(this.#engine, queryEmbedding, { ...options, score: (_, similarity) => similarity });
  }

  /** As `searchByQuery`, with what became of the skill in the phase counted in. */
  async searchByQueryWorkflowAware(
    queryEmbedding: Float32Array,
    { workflowPhase, phaseWeight = 0.3, ...options }: WorkflowSearchOptions = {},
  ): Promise<readonly InvocationMatch[]> {
    if (!(phaseWeight >= 0 && phaseWeight <= 1)) {
      throw new RangeError(`phaseWeight requires a fraction in [0, 1], got ${phaseWeight}`);
    }
    return searchEmbeddings(this.#engine, queryEmbedding, {
      ...options,
      score: (call, similarity) =>
        similarity * (1 - phaseWeight) + workflowPhaseBoost(call, workflowPhase) * phaseWeight,
    });
  }

  /** Skills that are called for similar queries. */
  async getSimilarSkills(
    skillName: string,
    options: { readonly limit?: number } = {},
  ): Promise<readonly SimilarSkill[]> {
    return similarSkills(this.#engine, skillName, options);
  }

  async getWorkflowSkillEffectiveness(
    options: WorkflowEffectivenessOptions = {},
  ): Promise<readonly WorkflowSkillEffectiveness[]> {
    return workflowSkillEffectiveness(this.#engine, options);
  }

  async identifyWorkflowBottlenecks(options: WorkflowBottleneckOptions = {}): Promise<readonly WorkflowBottleneck[]> {
    return workflowBottlenecks(this.#engine, options);
  }

  async getWorkflowPhaseTransitions(
    options: { readonly sessionId?: string | undefined } = {},
  ): Promise<readonly WorkflowPhaseTransition[]> {
    return workflowPhaseTransitions(this.#engine, options);
  }

  async getRealTimeMetrics(options: RealTimeMetricsOptions = {}): Promise<readonly RealTimeSkillMetrics[]> {
    return realTimeMetrics(this.#engine, this.#now(), options);
  }

  async detectAnomalies(options: DetectAnomaliesOptions = {}): Promise<readonly CompletionAnomaly[]> {
    return completionAnomalies(this.#engine, this.#now(), options);
  }

  async aggregateHourlyMetrics(options: HourlyMetricsOptions = {}): Promise<readonly HourlyMetrics[]> {
    return hourlyMetrics(this.#engine, this.#now(), options);
  }

  async getCommunityBaselines(options: CommunityBaselineOptions = {}): Promise<readonly BaselineRow[]> {
    return readCommunityBaselines(this.#engine, options);
  }

  /** Measures the baselines anew. Returns how many skills have one. */
  async updateCommunityBaselines(options: CommunityBaselineOptions = {}): Promise<number> {
    return updateBaselines(this.#engine, this.#now(), options);
  }

  /** @param userId - as it was stored, or its pseudonym */
  async getSimilarUsers(userId: string, options: SimilarUsersOptions = {}): Promise<readonly SimilarUser[]> {
    return similarUsers(this.#engine, this.#pseudonymise(userId), options);
  }

  async updateSkillDependencies(options: { readonly minCoOccurrence?: number } = {}): Promise<SkillDependenciesUpdate> {
    return updateDependencies(this.#engine, this.#now(), options);
  }

  /** Closes the engine. */
  async close(): Promise<void> {
    await this.#engine.close();
  }
}
