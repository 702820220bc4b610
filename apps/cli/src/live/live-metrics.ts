import { anomaliesResultSchema, topResultSchema } from '@skills/schema';
import type { AnomaliesResult } from '@skills/schema';
import type { AnswerQuestion, MetricsSource } from '@skills/realtime-ws';

const window = '1h';
const mostSkills = '10';
const allSkills = '10000';
// A look for anomalies is dear, and they change by the hour.
const anomaliesRestMs = 60_000;

/**
 * The numbers of the mission's `metrics_update`: the skills of the last hour, and what does not behave as it did.
 *
 * @param nowMs - monotonic milliseconds
 */
export function liveMetrics(answer: AnswerQuestion, nowMs: () => number): MetricsSource {
  let anomalies: AnomaliesResult['anomalies'] = [];
  let lookedAtMs = -Infinity;
  const ask = async (name: string, query: Readonly<Record<string, string>>): Promise<unknown> =>
    JSON.parse((await answer([name], new URLSearchParams(query))) ?? 'null');
  return async (skillName) => {
    const limit = skillName === null ? mostSkills : allSkills;
    const top = topResultSchema.parse(await ask('top', { since: window, limit }));
    if (nowMs() - lookedAtMs >= anomaliesRestMs) {
      lookedAtMs = nowMs();
      ({ anomalies } = anomaliesResultSchema.parse(await ask('anomalies', { since: '24h' })));
    }
    const isAsked = (row: { readonly skillName: string }): boolean => skillName === null || row.skillName === skillName;
    return {
      window: top.window,
      data: {
        top_skills: top.skills.filter(isAsked).map((skill) => ({
          skill_name: skill.skillName,
          total_invocations: skill.invocations,
          completion_rate: skill.completionRate,
          avg_duration_seconds: skill.averageDurationSeconds,
        })),
        anomalies: anomalies.filter(isAsked).map((anomaly) => ({
          skill_name: anomaly.skillName,
          detected_at: anomaly.detectedAt,
          anomaly_type: anomaly.anomalyType,
          deviation_score: anomaly.deviationScore,
        })),
      },
    };
  };
}
