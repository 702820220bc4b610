import { runningLimitSeconds, type CallSpans } from '@skills/analytics';
import type { CapacityLog, DurationSource, NamedTool, RecentCalls } from './capacity-ports.ts';

export const callStates = { ended: 0, running: 1, overdue: 2, untimed: 3 } as const;

/** Calls with what was known of them at one moment. Indices are those of `calls`. */
export type ObservedCalls = {
  readonly calls: RecentCalls;
  /** Of `callStates`: `untimed` ended, nobody says when; `overdue` has no end and began too long ago to be running. */
  readonly state: Uint8Array;
  /** `Infinity` while it runs; the start where nobody says when it ended. */
  readonly endsMs: Float64Array;
  /** 1 completed, 0 failed, -1 unknown then. */
  readonly outcome: Int8Array;
  readonly names: ReadonlyMap<number, NamedTool>;
};

export type ObservationSources = { readonly log: CapacityLog; readonly durations: DurationSource };

export type Observation = {
  readonly sinceMs: number;
  readonly nowMs: number;
  readonly limit: number;
};

const dayMs = 86_400_000;
const measuredDays = 7;

/** Reads the newest calls and decides by the tools' own durations which of those without an end can still be running. */
export async function observeCalls(
  { log, durations }: ObservationSources,
  { sinceMs, nowMs, limit }: Observation,
): Promise<ObservedCalls> {
  const calls = await log.recentCalls({ sinceMs, untilMs: nowMs, limit });
  const names = await log.skillNames([...new Set(calls.skill)]);
  const open = new Set(calls.skill.filter((_, index) => isOpen(calls, index)));
  const tools = [...open].flatMap((skill) => {
    const tool = names.get(skill);
    return tool === undefined ? [] : [{ skill, tool }];
  });
  const untilMs = (Math.floor(nowMs / dayMs) + 1) * dayMs;
  const window = { sinceMs: untilMs - (measuredDays + 1) * dayMs, untilMs, bucket: 'day' } as const;
  const quantiles =
    tools.length === 0
      ? []
      : await durations.durationQuantiles(
          window,
          tools.map(({ tool }) => tool),
        );
  const limits = new Map(
    tools.map(({ skill }, index) => [skill, runningLimitSeconds(quantiles[index] ?? { p50: null, p95: null })]),
  );
  return { ...stateOfCalls(calls, limits, nowMs), calls, names };
}

function isOpen({ seconds, completed }: RecentCalls, index: number): boolean {
  return Number.isNaN(seconds[index]) && completed[index] === -1;
}

function stateOfCalls(
  calls: RecentCalls,
  limits: ReadonlyMap<number, number>,
  nowMs: number,
): Pick<ObservedCalls, 'state' | 'endsMs' | 'outcome'> {
  const state = new Uint8Array(calls.startsMs.length);
  const endsMs = calls.startsMs.slice();
  const outcome = calls.completed.slice();
  for (const [index, startMs] of calls.startsMs.entries()) {
    const seconds = calls.seconds[index] ?? Number.NaN;
    if (Number.isNaN(seconds)) {
      const limitSeconds = limits.get(calls.skill[index] ?? 0) ?? 0;
      const isRunning = (nowMs - startMs) / 1000 <= limitSeconds;
      state[index] = !isOpen(calls, index) ? callStates.untimed : isRunning ? callStates.running : callStates.overdue;
    } else {
      endsMs[index] = startMs + seconds * 1000;
      // Asked about an earlier time, the log knows more than was known then.
      if ((endsMs[index] ?? 0) > nowMs) state[index] = callStates.running;
    }
    if (state[index] !== callStates.running) continue;
    endsMs[index] = Infinity;
    outcome[index] = -1;
  }
  return { state, endsMs, outcome };
}

/** The calls that took up somebody's time, for `stationLoad`: running ones and those whose end is known. */
export function spansOf({ calls, state, endsMs, names }: ObservedCalls, indices: Iterable<number>): CallSpans {
  const timed = [...indices].filter((index) => {
    const kind = names.get(calls.skill[index] ?? 0)?.kind;
    // These last as long as the calls that they make, which are counted themselves.
    if (kind === 'subagent' || kind === 'workflow') return false;
    return state[index] === callStates.ended || state[index] === callStates.running;
  });
  return {
    startsMs: Float64Array.from(timed, (index) => calls.startsMs[index] ?? 0),
    endsMs: Float64Array.from(timed, (index) => endsMs[index] ?? 0),
  };
}
