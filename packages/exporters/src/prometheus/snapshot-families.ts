import type { MetricsSnapshot } from '@skills/schema';
import { labelText } from './label-text.ts';
import type { Histogram, MetricFamily } from './metric-family.ts';
import { numberFamily } from './metric-family.ts';
import {
  activeSessionsHead,
  anomaliesHead,
  completionRateHead,
  durationHead,
  invocationsHead,
} from './mission-metrics.ts';
import { operationFamilies } from './operation-families.ts';
import { ownMetrics } from './own-metrics.ts';

// Two samples a skill, for those that run most.
const skillsWithInterval = 50;
const confidenceLevels = { LOW: 1, MEDIUM: 2, HIGH: 3 } as const;

/** A snapshot as metric families, those first that are kept when there is no room for all. */
export function snapshotFamilies(snapshot: MetricsSnapshot): readonly MetricFamily[] {
  const { completion, activeSessions } = snapshot;
  const bySkill = (skillName: string): string => labelText({ skill_name: skillName });
  return [
    numberFamily(activeSessionsHead, [['', activeSessions]]),
    numberFamily(ownMetrics.activeSessions, [['', activeSessions]]),
    numberFamily(ownMetrics.events, [['', snapshot.events]]),
    numberFamily(ownMetrics.lastEvent, lastEvent(snapshot)),
    numberFamily(ownMetrics.databaseSize, [['', snapshot.databaseBytes]]),
    numberFamily(
      ownMetrics.invocations,
      snapshot.invocations.map(({ kind, invocations }) => [labelText({ kind }), invocations]),
    ),
    numberFamily(invocationsHead, callSamples(snapshot)),
    numberFamily(
      completionRateHead,
      completion.map(({ skillName, completionRate }) => [bySkill(skillName), completionRate]),
    ),
    { ...durationHead, samples: durationSamples(snapshot) },
    numberFamily(
      anomaliesHead,
      snapshot.anomaliesDetected.map(({ anomalyType, skillName, detected }) => [
        labelText({ anomaly_type: anomalyType, skill_name: skillName }),
        detected,
      ]),
    ),
    ...usageFamilies(snapshot),
    numberFamily(
      ownMetrics.anomaliesOpen,
      snapshot.anomaliesOpen.map(({ anomalyType, open }) => [labelText({ anomaly_type: anomalyType }), open]),
    ),
    numberFamily(
      ownMetrics.completionLower,
      completion.slice(0, skillsWithInterval).map(({ skillName, lower }) => [bySkill(skillName), lower]),
    ),
    numberFamily(
      ownMetrics.completionUpper,
      completion.slice(0, skillsWithInterval).map(({ skillName, upper }) => [bySkill(skillName), upper]),
    ),
    ...toolFamilies(snapshot),
    ...operationFamilies(snapshot),
    numberFamily(
      ownMetrics.funnel,
      snapshot.funnel.flatMap(({ skillName, offered, activated, completed }) =>
        Object.entries({ offered, activated, completed }).map(
          ([stage, sessions]) => [labelText({ skill_name: skillName, stage }), sessions] as const,
        ),
      ),
    ),
  ];
}

function lastEvent({ lastEventAtMs }: MetricsSnapshot): readonly (readonly [string, number])[] {
  return lastEventAtMs === null ? [] : [['', lastEventAtMs / 1000]];
}

/** An outcome that never occurred has no series. */
function callSamples({ calls }: MetricsSnapshot): readonly (readonly [string, number])[] {
  return calls.flatMap(({ skillName, workflowPhase, completed, failed, unknown }) =>
    Object.entries({ true: completed, false: failed, unknown })
      .filter(([, count]) => count > 0)
      .map(
        ([outcome, count]) =>
          [labelText({ skill_name: skillName, workflow_phase: workflowPhase, completed: outcome }), count] as const,
      ),
  );
}

function durationSamples({ durations }: MetricsSnapshot): ReadonlyMap<string, Histogram> {
  const samples = new Map<string, Histogram>();
  for (const { skillName, workflowPhase, buckets, sumSeconds } of durations) {
    const labels = labelText({ skill_name: skillName, workflow_phase: workflowPhase });
    const known = samples.get(labels);
    samples.set(labels, {
      buckets: buckets.map((count, index) => count + (known?.buckets[index] ?? 0)),
      sum: sumSeconds + (known?.sum ?? 0),
    });
  }
  return samples;
}

function usageFamilies({ usage, unpricedTokens }: MetricsSnapshot): readonly MetricFamily[] {
  return [
    numberFamily(
      ownMetrics.tokens,
      usage.flatMap(({ model, inputTokens, outputTokens, cacheReadTokens, cacheCreationTokens }) =>
        Object.entries({
          input: inputTokens,
          output: outputTokens,
          cache_read: cacheReadTokens,
          cache_creation: cacheCreationTokens,
        }).map(([type, tokens]) => [labelText({ model, type }), tokens] as const),
      ),
    ),
    numberFamily(
      ownMetrics.cost,
      usage.map(({ model, costUsd }) => [labelText({ model }), costUsd]),
    ),
    numberFamily(ownMetrics.unpricedTokens, [['', unpricedTokens]]),
  ];
}

/** A tool that runs as several kinds is told once, as that of which it ran most. */
function toolFamilies({ tools }: MetricsSnapshot): readonly MetricFamily[] {
  const byName = new Map(tools.toReversed().map((tool) => [tool.toolName, tool]));
  const told = [...byName.values()].toReversed();
  return [
    numberFamily(
      ownMetrics.toolConfidence,
      told.map(({ toolName, confidenceLevel }) => [
        labelText({ tool_name: toolName }),
        confidenceLevels[confidenceLevel],
      ]),
    ),
    numberFamily(
      ownMetrics.toolSuccess,
      told.flatMap(({ toolName, successRate }) =>
        successRate === null ? [] : [[labelText({ tool_name: toolName }), successRate] as const],
      ),
    ),
  ];
}
