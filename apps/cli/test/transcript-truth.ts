import { readFileSync } from 'node:fs';

export type Counts = Readonly<Record<string, number>>;
export type Tokens = {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheCreation: number;
};
type Duration = { readonly n: number; readonly meanMs: number; readonly minMs: number; readonly maxMs: number };

/** The part of a truth file of an independent counter that the command can be held to. */
export type TranscriptTruth = {
  readonly files: readonly string[];
  readonly lines: number;
  readonly malformedLines: number;
  readonly sessionIds: readonly string[];
  readonly toolUses: { readonly byNameMain: Counts; readonly byNameSidechain: Counts };
  readonly skills: Counts;
  readonly subagents: Counts;
  readonly slashCommands: Counts;
  readonly toolResults: { readonly toolErrorsByTool: Counts };
  readonly tokens: Tokens;
  readonly tokensByModel: Readonly<Record<string, Tokens & { readonly messages: number }>>;
  readonly durations: Readonly<Record<string, Duration>>;
  readonly attribution: {
    readonly bySkill: Readonly<Record<string, { readonly messages: number; readonly tokens: Tokens }>>;
  };
  /** Calls and messages known only from copies in progress records: they happened, in subagents. */
  readonly embeddedAgentProgress: {
    readonly toolUses: number;
    readonly byName: Counts;
    readonly messages: number;
    readonly tokens: Tokens;
  };
  readonly withGluedLinesRecovered?: Partial<TranscriptTruth>;
};

/** A truth with glued lines recovered; `malformedLines` are all lines that are not one JSON object. */
export function readTruth(path: string | URL): TranscriptTruth {
  const { withGluedLinesRecovered, ...strict }: TranscriptTruth = JSON.parse(readFileSync(path, 'utf8'));
  return { ...strict, ...withGluedLinesRecovered, malformedLines: strict.malformedLines };
}

const launchers: ReadonlySet<string> = new Set(['Skill', 'Task', 'Agent']);

/** Calls as `kind name` with their number. A call that launches a skill or a subagent is no tool call besides. */
export function expectedCalls({ toolUses, embeddedAgentProgress, ...truth }: TranscriptTruth): Counts {
  const tools = [toolUses.byNameMain, toolUses.byNameSidechain, embeddedAgentProgress.byName]
    .flatMap((counts) => Object.entries(counts))
    .filter(([name]) => !launchers.has(name))
    .map(([name, count]): [string, number] => [`${name.startsWith('mcp__') ? 'mcp_tool' : 'tool'} ${name}`, count]);
  const named = (kind: string, counts: Counts): readonly [string, number][] =>
    Object.entries(counts).map(([name, count]) => [`${kind} ${name}`, count]);
  return summed([
    ...tools,
    ...named('skill', truth.skills),
    ...named('subagent', truth.subagents),
    ...named('slash_command', truth.slashCommands),
  ]);
}

/** Failed tool calls by tool. Of calls that are known from copies only, the truth tells no outcome. */
export function expectedFailures({ toolResults }: TranscriptTruth): Counts {
  return summed(Object.entries(toolResults.toolErrorsByTool).filter(([name]) => !launchers.has(name)));
}

export function expectedTokens({ tokens, embeddedAgentProgress: { tokens: copied } }: TranscriptTruth): Tokens {
  return {
    input: tokens.input + copied.input,
    output: tokens.output + copied.output,
    cacheRead: tokens.cacheRead + copied.cacheRead,
    cacheCreation: tokens.cacheCreation + copied.cacheCreation,
  };
}

/** Durations of tools. */
export function expectedDurations({ durations }: TranscriptTruth): readonly (readonly [string, Duration])[] {
  return Object.entries(durations).filter(([name]) => !launchers.has(name));
}

/** Adds up what stands under one name; names in byte order. */
export function summed(entries: readonly (readonly [string, number])[]): Counts {
  const sums = new Map<string, number>();
  for (const [name, count] of entries) sums.set(name, (sums.get(name) ?? 0) + count);
  return Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
