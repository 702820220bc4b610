import type { DependenciesResult, DependencyRow } from '@skills/schema';
import { toTimestamp } from '@skills/schema';
import type { LogNameSource, LogSource } from '../workflow/log-source.ts';
import { dependencyGraph } from './dependency-graph.ts';
import type { PairFigures, PairSource, StorePairs } from './dependency-ports.ts';
import { toDependencyRow, toSeededRow } from './dependency-row.ts';
import { measurePairs } from './measure-pairs.ts';

export type SkillDependencyReportDependencies = {
  readonly log: LogSource;
  readonly names: LogNameSource;
  readonly pairs: PairSource;
};

export type DependencyQuestion = {
  /** Only pairs with this skill. */
  readonly skillName?: string | undefined;
  /** With either of these every pair is listed that has it, whether it may be chance or not. */
  readonly minLift?: number | undefined;
  /** Below 1 a fraction of all sessions, from 1 on a number of sessions. */
  readonly minSupport?: number | undefined;
};

export type DependencyUpdate = {
  readonly store: StorePairs;
  readonly nowMs: number;
  /** Shared sessions from which on a pair is stored. Default 5. */
  readonly minCoOccurrence?: number | undefined;
};

const falseDiscoveryRate = 0.05;
const usualMinCoOccurrence = 5;

/** Which skills belong together, which keep apart, and which the taxonomy puts together. */
export class SkillDependencyReport {
  readonly #log: LogSource;
  readonly #names: LogNameSource;
  readonly #pairs: PairSource;

  constructor({ log, names, pairs }: SkillDependencyReportDependencies) {
    this.#log = log;
    this.#names = names;
    this.#pairs = pairs;
  }

  /**
   * Pairs that are more than chance and more than what users and lengths of sessions make, the highest lift first; of
   * those listed at most 1 in 20 is expected to be false. Stored figures where there are some, else measured for this
   * answer. Nothing is stored.
   */
  async list(question: DependencyQuestion = {}): Promise<DependenciesResult> {
    const isFiltered = question.minLift !== undefined || question.minSupport !== undefined;
    const { updatedAtMs, pairs } = await this.#pairs.stored();
    // Figures of the plain update of `SkillsStorage` were not tested.
    const areJudged = pairs.every(({ qValue }) => qValue !== null);
    if (!isFiltered && updatedAtMs !== null && areJudged) {
      const sessions = pairs[0]?.sessions ?? 0;
      return this.#result({ updatedAtMs, sessions, tested: null, pairs }, question);
    }
    const measured = await measurePairs(this.#sources(), { minSessions: isFiltered ? 1 : usualMinCoOccurrence });
    const { sessions } = measured;
    return this.#result(
      { updatedAtMs: null, sessions, tested: measured.pairs.length, pairs: measured.pairs },
      question,
    );
  }

  /** Measures anew and stores the pairs that share enough sessions or keep apart; then as `list`. */
  async update(
    { store, nowMs, minCoOccurrence = usualMinCoOccurrence }: DependencyUpdate,
    question: DependencyQuestion = {},
  ): Promise<DependenciesResult> {
    const { sessions, pairs } = await measurePairs(this.#sources(), { minSessions: minCoOccurrence });
    const kept = pairs.filter((pair) => pair.coOccurrenceCount >= minCoOccurrence || isSure(pair));
    await store(kept, { nowMs, minCoOccurrence });
    const result = await this.#result({ updatedAtMs: nowMs, sessions, tested: pairs.length, pairs: kept }, question);
    return { ...result, stored: kept.length };
  }

  #sources(): { readonly log: LogSource; readonly names: LogNameSource } {
    return { log: this.#log, names: this.#names };
  }

  async #result(
    { updatedAtMs, sessions, tested, pairs }: Measured,
    { skillName, minLift, minSupport }: DependencyQuestion,
  ): Promise<DependenciesResult> {
    const isFiltered = minLift !== undefined || minSupport !== undefined;
    const isOf = (pair: { readonly skillA: string; readonly skillB: string }): boolean =>
      skillName === undefined || pair.skillA === skillName || pair.skillB === skillName;
    const leastCount = minSupport === undefined || minSupport >= 1 ? (minSupport ?? 0) : minSupport * sessions;
    const listed = pairs.filter(
      (pair) =>
        isOf(pair) &&
        (isFiltered ? pair.lift >= (minLift ?? 0) && pair.coOccurrenceCount >= Math.max(1, leastCount) : isSure(pair)),
    );
    const dependencies = listed.map(toDependencyRow).toSorted(byLift);
    const seeded = (await this.#pairs.seeded()).filter(isOf).map(toSeededRow);
    return {
      updatedAt: updatedAtMs === null ? null : toTimestamp(updatedAtMs),
      sessions,
      tested,
      falseDiscoveryRate: isFiltered ? null : falseDiscoveryRate,
      dependencies,
      seeded,
    };
  }
}

type Measured = {
  readonly updatedAtMs: number | null;
  readonly sessions: number;
  readonly tested: number | null;
  readonly pairs: readonly PairFigures[];
};

function isSure({ qValue }: PairFigures): boolean {
  return qValue !== null && qValue <= falseDiscoveryRate;
}

function byLift(a: DependencyRow, b: DependencyRow): number {
  return b.lift - a.lift || b.coOccurrenceCount - a.coOccurrenceCount || (a.skillA < b.skillA ? -1 : 1);
}

/** The result with its pairs as a graph. */
export function withGraph(result: DependenciesResult): DependenciesResult {
  const { nodes, edges } = dependencyGraph(result);
  return { ...result, graph: { nodes: [...nodes], edges: [...edges] } };
}
