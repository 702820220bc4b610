import type {
  ExecutionRecord,
  IngestCounts,
  PipelineResult,
  RisksResult,
  SystemLearning,
  ToolRecommendations,
  ToolsResult,
} from '@skills/schema';
import type { ObservedExecutionsPort, ToolHoursPort } from './execution-ports.ts';
import type { ExecutionRecorder } from './execution-recorder.ts';
import type { AggregationCounts, HourlyAggregator } from './hourly-aggregator.ts';
import type { RiskWatch } from './risk-watch.ts';
import { systemLearning } from './system-learning.ts';
import { taskPipeline } from './task-pipeline.ts';
import { toolRecommendations } from './tool-recommendations.ts';
import type { ToolRegistry } from './tool-registry.ts';

/** What the engine asks of the analyser of agents. */
export type CapacityAnswers<Agents, Capacity> = {
  agentsStatus(question: { readonly nowMs: number }): Promise<Agents>;
  predictiveCapacity(question: { readonly nowMs: number }): Promise<Capacity>;
};

/** What the engine asks of the analyser of costs. */
export type CostAnswers<Costs> = {
  getApiUsageAndCosting(question: { readonly nowMs: number }): Promise<Costs>;
};

export type AnalyticsEngineDependencies<Agents, Capacity, Costs> = {
  readonly hours: ToolHoursPort;
  readonly observed: ObservedExecutionsPort;
  readonly registry: ToolRegistry;
  readonly risks: RiskWatch;
  readonly capacity: CapacityAnswers<Agents, Capacity>;
  readonly costs: CostAnswers<Costs>;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** Left out where the database is only read. */
  readonly writing?: { readonly recorder: ExecutionRecorder; readonly aggregator: HourlyAggregator } | undefined;
};

/** The answers of the predecessor's engine, each counted from the one log at the moment it is asked. */
export class AnalyticsEngine<Agents = unknown, Capacity = unknown, Costs = unknown> {
  readonly #parts: AnalyticsEngineDependencies<Agents, Capacity, Costs>;

  constructor(parts: AnalyticsEngineDependencies<Agents, Capacity, Costs>) {
    this.#parts = parts;
  }

  /**
   * Resolves when the execution is stored.
   *
   * @throws {RangeError} when the engine was made for reading, or the log cannot keep the execution
   */
  async recordExecution(execution: ExecutionRecord): Promise<void> {
    return this.#writing('recordExecution').recorder.record(execution);
  }

  /** Many in one transaction: all of them are stored, or none. */
  async recordExecutions(executions: readonly ExecutionRecord[]): Promise<IngestCounts> {
    return this.#writing('recordExecutions').recorder.recordAll(executions);
  }

  /** Resolves when nothing that was recorded waits to be stored. */
  async flush(): Promise<void> {
    return this.#writing('flush').recorder.flush();
  }

  /** Summaries of closed hours, profiles of tools, and the end of what is past its retention. */
  async runHourlyAggregation(): Promise<AggregationCounts> {
    return this.#writing('runHourlyAggregation').aggregator.run(this.#parts.now());
  }

  async getAgentsStatus(): Promise<Agents> {
    return this.#parts.capacity.agentsStatus({ nowMs: this.#parts.now() });
  }

  async getPredictiveCapacity(): Promise<Capacity> {
    return this.#parts.capacity.predictiveCapacity({ nowMs: this.#parts.now() });
  }

  async getTaskPipeline(): Promise<PipelineResult> {
    return taskPipeline(this.#parts.hours, this.#parts.now());
  }

  async getApiUsageAndCosting(): Promise<Costs> {
    return this.#parts.costs.getApiUsageAndCosting({ nowMs: this.#parts.now() });
  }

  async getSystemLearning(): Promise<SystemLearning> {
    return systemLearning(this.#parts.registry, this.#parts.now());
  }

  async getRiskPatterns(): Promise<RisksResult> {
    return this.#parts.risks.risks(this.#parts.now());
  }

  async getToolRecommendations(): Promise<ToolRecommendations> {
    return toolRecommendations(this.#parts, this.#parts.now());
  }

  /** What is learned of the tools, and what to do about those that are LOW. */
  async getTools(): Promise<ToolsResult> {
    const { recommendations } = await this.getToolRecommendations();
    return { ...(await this.getSystemLearning()), recommendations };
  }

  #writing(method: string): { readonly recorder: ExecutionRecorder; readonly aggregator: HourlyAggregator } {
    const { writing } = this.#parts;
    if (writing === undefined) throw new RangeError(`${method} needs an engine that may write`);
    return writing;
  }
}
