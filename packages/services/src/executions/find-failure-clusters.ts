import { benjaminiHochberg, clusterOfRun, type FailureCluster } from '@skills/analytics';
import {
  type FailureClusterRow,
  type FailureDimension,
  failureDimensions,
  type RiskGroup,
  type RiskRun,
  type Tool,
  toTimestamp,
} from '@skills/schema';
import type { ExecutionNames } from './execution-ports.ts';
import { endedRuns, type RiskTally } from './risk-tally.ts';

/** Share of false alarms to expect among the clusters that are reported. */
const highestQ = 0.05;

export type FoundCluster = {
  readonly dimension: FailureDimension;
  /** Of the tool, agent, session or type of error. */
  readonly id: number;
  readonly cluster: FailureCluster;
  readonly qValue: number;
  readonly run: RiskRun;
};

/**
 * Every group of every dimension is looked at, and what is reported shares one rate of false alarms.
 *
 * @param failuresBefore - of sessions whose earlier failures the tally does not know, by id
 */
export function findFailureClusters(
  tally: RiskTally,
  {
    failuresBefore = new Map(),
    looked = failureDimensions,
  }: {
    readonly failuresBefore?: ReadonlyMap<number, number> | undefined;
    readonly looked?: readonly FailureDimension[] | undefined;
  } = {},
): readonly FoundCluster[] {
  const found = looked.flatMap((dimension) =>
    [...tally.groups[dimension]].flatMap(([id, group]) => {
      const before = dimension === 'session' ? (failuresBefore.get(id) ?? 0) : 0;
      const starts = { starts: group.failures + before, share: shareOf(tally, group, dimension) };
      return endedRuns(group).map((run) => ({ dimension, id, run, cluster: clusterOfRun(run.run, starts) }));
    }),
  );
  const dropped = looked.reduce((sum, dimension) => sum + tally.dropped[dimension], 0);
  const all = [...found.map(({ cluster }) => cluster.pValue), ...Array.from({ length: dropped }, () => 1)];
  const qValues = benjaminiHochberg(all);
  return found
    .map((one, index) => Object.assign({ qValue: qValues[index] ?? 1 }, one))
    .filter(({ qValue }) => qValue <= highestQ)
    .toSorted((a, b) => a.qValue - b.qValue || b.cluster.failures - a.cluster.failures);
}

/**
 * Whether a run that ended can still be reported: its p-value only grows, and none above the highest q is. Shares of types
 * of error move, so that those are kept.
 */
export function isPossibleCluster(run: RiskRun, group: RiskGroup, dimension: FailureDimension): boolean {
  return dimension === 'error' || clusterOfRun(run.run, { starts: group.failures }).pValue <= highestQ;
}

/** Of a type of error: its share of all failures. */
function shareOf({ known }: RiskTally, group: RiskGroup, dimension: FailureDimension): number | undefined {
  return dimension === 'error' ? group.failures / known.failures : undefined;
}

export function toClusterRow(found: FoundCluster, names: ExecutionNames): FailureClusterRow {
  const { dimension, id, cluster, qValue, run } = found;
  const texts = dimension === 'session' ? names.sessions : names.labels;
  const toolName = (skill: number): string => shownName(names.tools.get(skill));
  return {
    dimension,
    name: dimension === 'tool' ? toolName(id) : (texts.get(id) ?? 'unknown'),
    firstAt: toTimestamp(cluster.firstMs),
    lastAt: toTimestamp(cluster.lastMs),
    failures: cluster.failures,
    executions: cluster.executions,
    expectedFailures: cluster.expectedFailures,
    pValue: cluster.pValue,
    qValue,
    tools: countsByName(run.tools, toolName),
    errors: countsByName(run.errors, (error) => names.labels.get(error) ?? 'unknown'),
  };
}

function countsByName(
  counts: Readonly<Record<string, number>>,
  nameOf: (id: number) => string,
): FailureClusterRow['tools'] {
  return Object.entries(counts)
    .map(([id, failures]) => ({ name: nameOf(Number(id)), failures }))
    .toSorted((a, b) => b.failures - a.failures || (a.name < b.name ? -1 : 1));
}

/** The name, with the kind where a skill or a subagent might be taken for a tool of that name. */
function shownName(tool: Tool | undefined): string {
  if (tool === undefined) return 'unknown';
  const { toolName, kind } = tool;
  return kind === 'skill' || kind === 'subagent' ? `${toolName} (${kind})` : toolName;
}
