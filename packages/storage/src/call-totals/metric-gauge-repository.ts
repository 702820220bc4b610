import type { AnomalyCounter, ToolGauge } from '@skills/schema';
import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNumber, toText } from '../read/cell.ts';

export type MetricGaugeRepositoryDependencies = { readonly engine: SqlReader };

/** What a monitoring system asks that no report does. */
export class MetricGaugeRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: MetricGaugeRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Sessions seen in `[sinceMs, untilMs)`, epoch milliseconds. */
  async activeSessions(sinceMs: number, untilMs: number): Promise<number> {
    const [row] = await this.#engine.all('SELECT count(*) FROM session WHERE last_at_ms >= ?1 AND last_at_ms < ?2', [
      sinceMs,
      untilMs,
    ]);
    return toNumber(row?.[0]);
  }

  /** Anomalies on record, by type and skill, the most frequent first. */
  async anomaliesDetected(): Promise<readonly AnomalyCounter[]> {
    const rows = await this.#engine.all(
      `SELECT anomaly_type, skill_name, count(*) FROM skill_anomalies
       GROUP BY anomaly_type, skill_name ORDER BY 3 DESC, anomaly_type, skill_name`,
    );
    return rows.map((row) => ({
      anomalyType: toText(row[0]),
      skillName: toText(row[1]),
      detected: toNumber(row[2]),
    }));
  }

  /** Anomalies that have not ended; a type of which all have ended counts 0. */
  async anomaliesOpen(): Promise<readonly { readonly anomalyType: string; readonly open: number }[]> {
    const rows = await this.#engine.all(
      `SELECT anomaly_type, count(*) - count(resolved_at) FROM skill_anomalies
       GROUP BY anomaly_type ORDER BY anomaly_type`,
    );
    return rows.map((row) => ({ anomalyType: toText(row[0]), open: toNumber(row[1]) }));
  }

  /** Profiles of the tools that ran most, where they have been made. */
  async tools(limit: number): Promise<readonly ToolGauge[]> {
    const rows = await this.#engine.all(
      `SELECT tool_name, confidence_level, success_rate FROM tier3_tool_profiles
       ORDER BY total_executions DESC, tool_name, kind LIMIT ?1`,
      [limit],
    );
    return rows.flatMap((row) => {
      const confidenceLevel = confidenceLevels.find((level) => level === row[1]);
      if (confidenceLevel === undefined) return [];
      return [{ toolName: toText(row[0]), confidenceLevel, successRate: toNullableNumber(row[2]) } satisfies ToolGauge];
    });
  }
}

const confidenceLevels = ['LOW', 'MEDIUM', 'HIGH'] as const;
