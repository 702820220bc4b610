import { fewestClusterFailures, usualFailureGapMs, withFailure } from '@skills/analytics';
import {
  type ExecutionPlace,
  type FailureDimension,
  type RiskGroup,
  type RiskRun,
  type RiskState,
} from '@skills/schema';
import type { ExecutionColumns } from './execution-ports.ts';

export type RiskTallyOptions = {
  /** How often the tool of an id fails in the long run, in [0, 1]. */
  readonly rateOf: (skill: number) => number;
  /** What was counted before; nothing unless given. */
  readonly state?: RiskState | undefined;
};

/** Latest failures of a tool that are kept. */
const latestFailures = 5;
/** Costs that are looked at, the newest: enough for their median, and bounded. */
const mostCosts = 5_000;

type ToolTally = { executions: number; successful: number; failed: number; latest: ExecutionPlace[] };
type Groups = Readonly<Record<FailureDimension, Map<number, RiskGroup>>>;

/** Counts executions one after the other, in the order of time; what it has counted can be kept and gone on with. */
export class RiskTally {
  readonly #rateOf: (skill: number) => number;
  readonly tools: Map<number, ToolTally>;
  readonly groups: Groups;
  readonly dropped: Readonly<Record<FailureDimension, number>>;
  readonly known: { executions: number; expected: number; failures: number };
  executions: number;
  /** The newest, in the order of time. */
  costs: readonly (readonly [ExecutionPlace, number])[];

  constructor({ rateOf, state }: RiskTallyOptions) {
    this.#rateOf = rateOf;
    this.executions = state?.executions ?? 0;
    this.known = { ...(state?.known ?? { executions: 0, expected: 0, failures: 0 }) };
    this.tools = new Map(state?.tools);
    const groupsOf = (dimension: FailureDimension): Map<number, RiskGroup> => new Map(state?.groups[dimension]);
    this.groups = {
      tool: groupsOf('tool'),
      agent: groupsOf('agent'),
      session: groupsOf('session'),
      error: groupsOf('error'),
    };
    this.dropped = state?.dropped ?? { tool: 0, agent: 0, session: 0, error: 0 };
    this.costs = state?.costs ?? [];
  }

  /** Later ones than all before. */
  add(columns: ExecutionColumns): void {
    const costs = [...this.costs];
    for (const [index, atMs] of columns.atMs.entries()) {
      const place: ExecutionPlace = [atMs, columns.sequence[index] ?? 0];
      const skill = columns.skill[index] ?? 0;
      const completed = columns.completed[index] ?? -1;
      const cost = columns.costUsd[index] ?? Number.NaN;
      if (!Number.isNaN(cost)) costs.push([place, cost]);
      this.#count(skill, completed, place);
      if (completed === -1) continue;
      const failed = completed === 0;
      const error = columns.error[index] ?? 0;
      const seen = { atMs, rate: this.#rateOf(skill), failed, skill, error };
      addTo(this.known, seen);
      addToGroup(this.groups.tool, skill, seen);
      if ((columns.agent[index] ?? 0) !== 0) addToGroup(this.groups.agent, columns.agent[index] ?? 0, seen);
      addToGroup(this.groups.session, columns.session[index] ?? 0, seen);
      if (failed && error !== 0) {
        const group = groupAt(this.groups.error, error);
        // Any execution might have failed in this way.
        group.executions = this.known.executions;
        group.expected = this.known.expected;
        group.failures += 1;
        addFailure(group, seen);
      }
    }
    this.costs = costs.slice(-mostCosts);
  }

  /**
   * What is needed to go on.
   *
   * @param isPossible - whether a run that ended may still be a cluster; the others are only counted
   * @param untilMs - nothing before is going to be added
   */
  state(
    rates: ReadonlyMap<string, number>,
    untilMs: number,
    isPossible: (run: RiskRun, group: RiskGroup, dimension: FailureDimension) => boolean,
  ): RiskState {
    const dropped = { ...this.dropped };
    const kept = (dimension: FailureDimension): [number, RiskGroup][] =>
      [...this.groups[dimension]].flatMap(([id, group]): [number, RiskGroup][] => {
        const isOver = group.open === null || untilMs - group.open.run.lastMs > usualFailureGapMs;
        const all = isOver ? endedRuns(group) : group.ended;
        const ended = all.filter((run) => isPossible(run, group, dimension));
        dropped[dimension] += all.length - ended.length;
        if (dimension === 'session' && isOver && ended.length === 0) return [];
        return [[id, { ...group, ended, open: isOver ? null : group.open }]];
      });
    return {
      executions: this.executions,
      known: this.known,
      rates: [...rates],
      tools: [...this.tools],
      groups: { tool: kept('tool'), agent: kept('agent'), session: kept('session'), error: kept('error') },
      dropped,
      costs: this.costs.map(([place, cost]): [ExecutionPlace, number] => [place, cost]),
    };
  }

  #count(skill: number, completed: number, place: ExecutionPlace): void {
    this.executions += 1;
    let tool = this.tools.get(skill);
    if (tool === undefined) this.tools.set(skill, (tool = { executions: 0, successful: 0, failed: 0, latest: [] }));
    tool.executions += 1;
    if (completed === 1) tool.successful += 1;
    if (completed !== 0) return;
    tool.failed += 1;
    tool.latest.push(place);
    if (tool.latest.length > latestFailures) tool.latest.shift();
  }
}

/** Runs that are long enough, the one that may go on among them. */
export function endedRuns({ ended, open }: RiskGroup): readonly RiskRun[] {
  return open === null || open.run.failures < fewestClusterFailures ? ended : [...ended, open];
}

type Seen = {
  readonly atMs: number;
  readonly rate: number;
  readonly failed: boolean;
  readonly skill: number;
  readonly error: number;
};

function groupAt(groups: Map<number, RiskGroup>, id: number): RiskGroup {
  let group = groups.get(id);
  if (group === undefined) groups.set(id, (group = { executions: 0, expected: 0, failures: 0, open: null, ended: [] }));
  return group;
}

function addTo(sums: { executions: number; expected: number; failures: number }, { rate, failed }: Seen): void {
  sums.executions += 1;
  sums.expected += rate;
  if (failed) sums.failures += 1;
}

function addToGroup(groups: Map<number, RiskGroup>, id: number, seen: Seen): void {
  const group = groupAt(groups, id);
  addTo(group, seen);
  if (seen.failed) addFailure(group, seen);
}

function noCounts(): Pick<RiskRun, 'tools' | 'errors'> {
  return { tools: {}, errors: {} };
}

function addFailure(group: RiskGroup, { atMs, rate, skill, error }: Seen): void {
  const run = withFailure(group.open?.run, { atMs, rate, executions: group.executions, expected: group.expected });
  const isNew = run.failures === 1;
  if (isNew && group.open !== null) group.ended = [...endedRuns(group)];
  const { tools, errors } = isNew || group.open === null ? noCounts() : group.open;
  group.open = { run, tools, errors };
  tools[skill] = (tools[skill] ?? 0) + 1;
  errors[error] = (errors[error] ?? 0) + 1;
}
