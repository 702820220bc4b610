import type { StationLoad } from '@skills/analytics';
import type { BottleneckTool, CapacityResult } from '@skills/schema';
import { stationFields } from './agent-capacity.ts';
import type { ToolLoad } from './capacity-ports.ts';
import { callStates, type ObservedCalls } from './observed-calls.ts';

/** Everything together, and what is left of it: by the forecast of busy time, or as in the window without one. */
export function systemResult(
  { state }: ObservedCalls,
  load: StationLoad,
  { busySeconds }: CapacityResult['nextHour'],
): CapacityResult['system'] {
  const { concurrency, forecast } = load;
  const expectedUtilisation =
    busySeconds.kind === 'forecast' ? busySeconds.expected / 3600 / load.servers : load.utilisation;
  return {
    kind: load.kind,
    ...stationFields(load),
    estimatedAvailableCapacity: load.kind === 'measured' ? Math.max(0, 1 - expectedUtilisation) : null,
    basis: busySeconds.kind === 'forecast' ? 'forecast' : 'window',
    inService: load.inService,
    overdueCalls: countState(state, callStates.overdue),
    untimedCalls: countState(state, callStates.untimed),
    meanConcurrency: concurrency.mean,
    p95Concurrency: concurrency.p95,
    peakConcurrency: concurrency.peak,
    meanServiceSeconds: load.meanServiceSeconds,
    meanWaitSeconds: load.meanWaitSeconds,
    waitedShare: load.waitedShare,
    expectedWaitSeconds: forecast?.kind === 'stable' ? forecast.meanWaitSeconds : null,
    isOverloaded: forecast?.kind === 'overloaded',
  };
}

function countState(states: Uint8Array, wanted: number): number {
  return states.reduce((count, state) => count + (state === wanted ? 1 : 0), 0);
}

/** The tools by their share of the busy time of 24 hours. */
export function bottlenecks(tools: readonly ToolLoad[]): readonly BottleneckTool[] {
  const total = tools.reduce((sum, { busySeconds }) => sum + busySeconds, 0);
  return tools
    .filter(({ busySeconds }) => busySeconds > 0)
    .map(({ skillName, kind, calls, timedCalls, busySeconds }) => ({
      skillName,
      kind,
      calls,
      timedCalls,
      busySeconds,
      share: busySeconds / total,
      meanSeconds: timedCalls === 0 ? null : busySeconds / timedCalls,
      meanConcurrency: busySeconds / (24 * 3600),
    }));
}
