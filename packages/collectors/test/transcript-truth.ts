import { readFileSync } from 'node:fs';
import type { SkillInvocation } from '@skills/schema';
import type { CollectedLog } from './collected-log.ts';

type Counts = Readonly<Record<string, number>>;
type Tokens = {
  readonly input: number;
  readonly output: number;
  readonly cacheCreation: number;
  readonly cacheRead: number;
};
type Duration = { readonly n: number; readonly meanMs: number; readonly medianMs: number; readonly p95Ms: number };

/** What a truth file says, as far as the collector can be held to it. Its counting rules stand beside the fixtures. */
export type TranscriptTruth = {
  readonly malformedLines: number;
  readonly lines: number;
  readonly sessionIds: readonly string[];
  readonly toolUses: { readonly total: number; readonly byNameMain: Counts; readonly byNameSidechain: Counts };
  readonly skills: Counts;
  readonly subagents: Counts;
  readonly slashCommands: Counts;
  readonly mcp: { readonly byTool: Counts };
  readonly toolResults: {
    readonly total: number;
    readonly errorKinds: Counts;
    readonly toolErrorsByTool: Counts;
    readonly userRejectedByTool: Counts;
    readonly siblingCancelledByTool: Counts;
    readonly usesWithoutResult: number;
    readonly resultsWithoutUse: number;
  };
  readonly assistantMessages: number;
  readonly tokens: Tokens;
  readonly tokensByModel: Readonly<Record<string, Tokens & { readonly messages: number }>>;
  readonly durations: Readonly<Record<string, Duration>>;
  readonly attribution: {
    readonly bySkill: Readonly<Record<string, { readonly messages: number; readonly tokens: Tokens }>>;
  };
  readonly embeddedAgentProgress: {
    readonly toolUses: number;
    readonly byName: Counts;
    readonly messages: number;
    readonly tokens: Tokens;
  };
  readonly withGluedLinesRecovered?: Partial<TranscriptTruth>;
};

/** The truth with glued lines recovered, which is what a collector should find. */
export function readTruth(path: string): TranscriptTruth {
  const truth: TranscriptTruth = JSON.parse(readFileSync(path, 'utf8'));
  return truth;
}

/** What a log holds, in the terms of a truth file. */
export type TruthSummary = {
  readonly toolsMain: Counts;
  readonly toolsSidechain: Counts;
  readonly launches: Counts;
  readonly skills: Counts;
  readonly subagents: Counts;
  readonly slashCommands: Counts;
  readonly results: Counts;
  readonly errorKinds: Counts;
  readonly messages: number;
  readonly tokens: Tokens;
};

const launchers: ReadonlySet<string> = new Set(['Skill', 'Task', 'Agent']);

/** What the truth expects of a log: its counts, plus the calls known only from copies in progress records. */
export function expectedSummary(strict: TranscriptTruth): TruthSummary {
  const truth = { ...strict, ...strict.withGluedLinesRecovered };
  const { toolUses, toolResults, embeddedAgentProgress: embedded } = truth;
  const all = [...Object.entries(toolUses.byNameMain), ...Object.entries(toolUses.byNameSidechain)];
  return {
    toolsMain: without(toolUses.byNameMain, launchers),
    toolsSidechain: sum(without(toolUses.byNameSidechain, launchers), without(embedded.byName, launchers)),
    launches: { skill: countOf(all, ['Skill']), subagent: countOf(all, ['Task', 'Agent']) },
    skills: sorted(truth.skills),
    subagents: sorted(truth.subagents),
    slashCommands: sorted(truth.slashCommands),
    results: {
      total: toolResults.total,
      usesWithoutResult: toolResults.usesWithoutResult,
      resultsWithoutUse: toolResults.resultsWithoutUse,
    },
    errorKinds: sorted(toolResults.errorKinds),
    messages: truth.assistantMessages + embedded.messages,
    tokens: plus(truth.tokens, embedded.tokens),
  };
}

/** @param copies - ids of calls that stand in progress records only, whose results the truth does not count */
export function summaryOf(log: CollectedLog, copies: ReadonlySet<string>): TruthSummary {
  const calls = log.invocations.filter((call) => call.kind !== 'slash_command');
  const counted = calls.filter((call) => !copies.has(call.callId));
  const tools = calls.filter((call) => call.kind === 'tool' || call.kind === 'mcp_tool');
  const isMain = (call: SkillInvocation): boolean => call.agentId === undefined;
  const open = counted.filter((call) => call.durationSeconds === undefined);
  const orphans = log.completions.filter((completion) => completion.errorType !== 'failing-check');
  const errors = [...counted, ...orphans].flatMap(({ errorType }) => kindsOf(errorType));
  return {
    toolsMain: countBy(tools.filter(isMain), nameOf),
    toolsSidechain: countBy(
      tools.filter((call) => !isMain(call)),
      nameOf,
    ),
    launches: { skill: ofKind(calls, 'skill').length, subagent: ofKind(calls, 'subagent').length },
    skills: countBy(ofKind(calls, 'skill'), nameOf),
    subagents: countBy(ofKind(calls, 'subagent'), nameOf),
    slashCommands: countBy(ofKind(log.invocations, 'slash_command'), nameOf),
    results: {
      total: counted.length - open.length + orphans.length,
      usesWithoutResult: open.length,
      resultsWithoutUse: orphans.length,
    },
    errorKinds: countBy(errors, (kind) => kind),
    messages: log.usages.length,
    tokens: tokensOf(log.usages),
  };
}

/** Errors per tool and error kind, durations per tool, tokens per model and skill: what a truth gives per name. */
export function detailsOf(log: CollectedLog, copies: ReadonlySet<string>): TruthDetails {
  const tools = log.invocations.filter((call) => isTool(call) && !copies.has(call.callId));
  const errors = (errorType: string): Counts =>
    countBy(
      tools.filter((call) => call.errorType === errorType),
      nameOf,
    );
  return {
    toolErrors: errors('tool-error'),
    userRejected: errors('user-rejected'),
    siblingCancelled: errors('sibling-cancelled'),
    mcp: countBy(ofKind(tools, 'mcp_tool'), nameOf),
    durations: mapGroups(Object.groupBy(tools, nameOf), durationOf),
    models: mapGroups(
      Object.groupBy(log.usages, (usage) => usage.model),
      (usages) => ({
        messages: usages.length,
        ...tokensOf(usages),
      }),
    ),
    skills: mapGroups(
      Object.groupBy(
        log.usages.filter((usage) => usage.skillName !== undefined),
        (usage) => usage.skillName ?? '',
      ),
      (usages) => ({ messages: usages.length, ...tokensOf(usages) }),
    ),
  };
}

export type TruthDetails = {
  readonly toolErrors: Counts;
  readonly userRejected: Counts;
  readonly siblingCancelled: Counts;
  readonly mcp: Counts;
  readonly durations: Readonly<Record<string, Duration | undefined>>;
  readonly models: Readonly<Record<string, unknown>>;
  readonly skills: Readonly<Record<string, unknown>>;
};

export function expectedDetails(truth: TranscriptTruth): Omit<TruthDetails, 'models'> {
  const { toolResults, durations, attribution } = truth;
  return {
    toolErrors: without(toolResults.toolErrorsByTool, launchers),
    userRejected: without(toolResults.userRejectedByTool, launchers),
    siblingCancelled: without(toolResults.siblingCancelledByTool, launchers),
    mcp: sorted(truth.mcp.byTool),
    durations: Object.fromEntries(
      entriesOf(durations)
        .filter(([name]) => !launchers.has(name))
        .map(([name, { n, meanMs, medianMs, p95Ms }]) => [name, { n, meanMs, medianMs, p95Ms }]),
    ),
    skills: Object.fromEntries(
      entriesOf(attribution.bySkill).map(([name, { messages, tokens }]) => [name, { messages, ...tokens }]),
    ),
  };
}

/** Ids of calls that stand in copies inside progress records and nowhere else, read by `JSON.parse` alone. */
export function copiedCallIds(paths: readonly string[]): ReadonlySet<string> {
  const copied = new Set<string>();
  const own = new Set<string>();
  for (const line of paths.flatMap((path) => readFileSync(path, 'utf8').split('\n'))) {
    const record = parsed(line);
    for (const id of toolUseIds(at(record, 'message'))) own.add(id);
    for (const id of toolUseIds(at(at(at(record, 'data'), 'message'), 'message'))) copied.add(id);
  }
  return copied.difference(own);
}

function isTool(call: SkillInvocation): boolean {
  return call.kind === 'tool' || call.kind === 'mcp_tool';
}

function nameOf(call: SkillInvocation): string {
  return call.skillName;
}

function ofKind(calls: readonly SkillInvocation[], kind: SkillInvocation['kind']): readonly SkillInvocation[] {
  return calls.filter((call) => call.kind === kind);
}

function kindsOf(errorType: string | undefined): readonly string[] {
  const kinds: Record<string, string> = {
    'tool-error': 'toolError',
    'user-rejected': 'userRejected',
    'sibling-cancelled': 'siblingCancelled',
    interrupted: 'interrupted',
  };
  const kind = errorType === undefined ? undefined : kinds[errorType];
  return kind === undefined ? [] : [kind];
}

function tokensOf(usages: CollectedLog['usages']): Tokens {
  const total = (of: (usage: CollectedLog['usages'][number]) => number): number =>
    usages.reduce((sumSoFar, usage) => sumSoFar + of(usage), 0);
  return {
    input: total((usage) => usage.inputTokens),
    output: total((usage) => usage.outputTokens),
    cacheCreation: total((usage) => usage.cacheCreationTokens),
    cacheRead: total((usage) => usage.cacheReadTokens),
  };
}

function durationOf(calls: readonly SkillInvocation[]): Duration | undefined {
  const ms = calls.flatMap((call) =>
    call.durationSeconds === undefined ? [] : [Math.round(call.durationSeconds * 1000)],
  );
  if (ms.length === 0) return undefined;
  const ordered = ms.toSorted((a, b) => a - b);
  const mean = ms.reduce((a, b) => a + b, 0) / ms.length;
  return { n: ms.length, meanMs: rounded(mean), medianMs: quantile(ordered, 0.5), p95Ms: quantile(ordered, 0.95) };
}

/** Linear interpolation between order statistics, as the truth has it. */
function quantile(ordered: readonly number[], share: number): number {
  const place = (ordered.length - 1) * share;
  const below = ordered[Math.floor(place)] ?? 0;
  const above = ordered[Math.ceil(place)] ?? 0;
  return rounded(below + (above - below) * (place - Math.floor(place)));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Counts {
  return sorted(mapGroups(Object.groupBy(items, keyOf), (group) => group.length));
}

function mapGroups<T, R>(groups: Partial<Record<string, T[]>>, map: (group: readonly T[]) => R): Record<string, R> {
  const entries = Object.entries(groups).map(([key, group]): [string, R] => [key, map(group ?? [])]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function entriesOf<T>(record: Readonly<Record<string, T>>): readonly [string, T][] {
  return Object.entries(record);
}

function sorted(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function without(counts: Counts, names: ReadonlySet<string>): Counts {
  return sorted(Object.fromEntries(Object.entries(counts).filter(([name]) => !names.has(name))));
}

function sum(a: Counts, b: Counts): Counts {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return sorted(Object.fromEntries(names.map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)])));
}

function countOf(entries: readonly [string, number][], names: readonly string[]): number {
  return entries.filter(([name]) => names.includes(name)).reduce((total, [, count]) => total + count, 0);
}

function plus(a: Tokens, b: Tokens): Tokens {
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheCreation: a.cacheCreation + b.cacheCreation,
    cacheRead: a.cacheRead + b.cacheRead,
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function toolUseIds(message: unknown): readonly string[] {
  const content = at(message, 'content');
  const blocks: readonly unknown[] = Array.isArray(content) ? content : [];
  return blocks
    .filter((block) => at(block, 'type') === 'tool_use')
    .flatMap((block) => {
      const id = at(block, 'id');
      return typeof id === 'string' ? [id] : [];
    });
}
