import type { SqlRow } from '../engine/sql-engine.ts';
import { toNullableNumber, toNullableText, toNumber } from './cell.ts';

/** Outcomes and durations of one part of a skill's calls. Failed and completed are known; the rest is unknown. */
export type OutcomeCounts = {
  readonly invocations: number;
  readonly completed: number;
  readonly failed: number;
  readonly durationCount: number;
  readonly durationSecondsSum: number;
};

/** Each list is ordered by invocations, the most first. `null` stands for calls whose source does not say. */
export type SkillDetail = {
  readonly byPhase: readonly (OutcomeCounts & { readonly workflowPhase: string | null })[];
  readonly byProject: readonly (OutcomeCounts & { readonly projectId: string | null; readonly name: string | null })[];
  readonly byTrigger: readonly (OutcomeCounts & { readonly trigger: string | null })[];
  readonly errors: readonly { readonly errorType: string; readonly invocations: number }[];
  readonly models: readonly { readonly model: string; readonly invocations: number }[];
  readonly agents: readonly { readonly agentId: string; readonly invocations: number }[];
  /** Tokens and cost that the calls themselves carry; `costUsd` is `null` when none states a cost. */
  readonly tokens: {
    readonly input: number;
    readonly output: number;
    readonly cacheRead: number;
    readonly cacheCreation: number;
    readonly costUsd: number | null;
  };
};

type Slice = OutcomeCounts & {
  readonly projectId: string | null;
  readonly projectName: string | null;
  readonly phase: string | null;
  readonly errorType: string | null;
  readonly trigger: string | null;
  readonly model: string | null;
  readonly agentId: string | null;
};

/** Rows of the query of `SkillDetailRepository`: calls grouped by everything at once, summed here along each axis. */
export function toSkillDetail(rows: readonly SqlRow[]): SkillDetail {
  const slices = rows.map(toSlice);
  const names = new Map(slices.map((slice) => [slice.projectId, slice.projectName]));
  const costs = rows.flatMap((row) => toNullableNumber(row[16]) ?? []);
  return {
    byPhase: outcomesBy(slices, ({ phase }) => phase).map(([workflowPhase, counts]) =>
      Object.assign({ workflowPhase }, counts),
    ),
    byProject: outcomesBy(slices, ({ projectId }) => projectId).map(([projectId, counts]) =>
      Object.assign({ projectId, name: names.get(projectId) ?? null }, counts),
    ),
    byTrigger: outcomesBy(slices, ({ trigger }) => trigger).map(([trigger, counts]) =>
      Object.assign({ trigger }, counts),
    ),
    errors: countsBy(slices, ({ errorType }) => errorType).map(([errorType, invocations]) => ({
      errorType,
      invocations,
    })),
    models: countsBy(slices, ({ model }) => model).map(([model, invocations]) => ({ model, invocations })),
    agents: countsBy(slices, ({ agentId }) => agentId).map(([agentId, invocations]) => ({ agentId, invocations })),
    tokens: {
      input: sumOf(rows, (row) => toNumber(row[12])),
      output: sumOf(rows, (row) => toNumber(row[13])),
      cacheRead: sumOf(rows, (row) => toNumber(row[14])),
      cacheCreation: sumOf(rows, (row) => toNumber(row[15])),
      costUsd: costs.length === 0 ? null : sumOf(costs, (cost) => cost),
    },
  };
}

function toSlice(row: SqlRow): Slice {
  return {
    projectId: toNullableText(row[0]),
    projectName: toNullableText(row[1]),
    phase: toNullableText(row[2]),
    errorType: toNullableText(row[3]),
    trigger: toNullableText(row[4]),
    model: toNullableText(row[5]),
    agentId: toNullableText(row[6]),
    invocations: toNumber(row[7]),
    completed: toNumber(row[8]),
    failed: toNumber(row[9]),
    durationCount: toNumber(row[10]),
    durationSecondsSum: toNumber(row[11]),
  };
}

function outcomesBy(
  slices: readonly Slice[],
  axis: (slice: Slice) => string | null,
): readonly (readonly [string | null, OutcomeCounts])[] {
  return [...Map.groupBy(slices, axis)]
    .map(([value, group]) => [value, sumOutcomes(group)] as const)
    .toSorted((a, b) => b[1].invocations - a[1].invocations || compareText(a[0], b[0]));
}

function countsBy(
  slices: readonly Slice[],
  axis: (slice: Slice) => string | null,
): readonly (readonly [string, number])[] {
  return outcomesBy(slices, axis).flatMap(([value, counts]) =>
    value === null ? [] : [[value, counts.invocations] as const],
  );
}

function sumOutcomes(slices: readonly Slice[]): OutcomeCounts {
  return {
    invocations: sumOf(slices, ({ invocations }) => invocations),
    completed: sumOf(slices, ({ completed }) => completed),
    failed: sumOf(slices, ({ failed }) => failed),
    durationCount: sumOf(slices, ({ durationCount }) => durationCount),
    durationSecondsSum: sumOf(slices, ({ durationSecondsSum }) => durationSecondsSum),
  };
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

function compareText(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
