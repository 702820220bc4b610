import type { SqlReader } from '../engine/sql-engine.ts';
import { toNullableNumber, toNumber, toText } from '../read/cell.ts';

export type BehaviourRepositoryDependencies = { readonly engine: SqlReader };

/** How a skill behaves in the log, all kinds of its name together. */
export type LoggedBehaviour = {
  readonly skillName: string;
  /** Numbers of the sessions in which it ran, each once. */
  readonly sessions: readonly number[];
  readonly phases: ReadonlyMap<string, number>;
  readonly completed: number;
  readonly failed: number;
  readonly averageDurationSeconds: number | null;
  /** Calls in each UTC hour of the day, 24 numbers. */
  readonly hours: readonly number[];
};

/** What clusters are made of: one pass over rollups, and one over the phases of the log. */
export class BehaviourRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: BehaviourRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Every skill, command, subagent, workflow and MCP tool that ran, by name. */
  async behaviours(): Promise<readonly LoggedBehaviour[]> {
    const phases = await this.#phases();
    const hours = await this.#hours();
    const rows = await this.#engine.all(behavioursQuery);
    return rows.map((row) => {
      const skillName = toText(row[0]);
      return {
        skillName,
        sessions: [...new Set(toText(row[1]).split(',').map(Number))],
        phases: phases.get(skillName) ?? new Map(),
        completed: toNumber(row[2]),
        failed: toNumber(row[3]),
        averageDurationSeconds: toNullableNumber(row[4]),
        hours: hours.get(skillName) ?? Array.from({ length: hoursOfDay }, () => 0),
      };
    });
  }

  async #phases(): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
    const bySkill = new Map<string, Map<string, number>>();
    for (const row of await this.#engine.all(phasesQuery)) {
      const name = toText(row[0]);
      const known = bySkill.get(name) ?? new Map<string, number>();
      bySkill.set(name, known.set(toText(row[1]), toNumber(row[2])));
    }
    return bySkill;
  }

  async #hours(): Promise<ReadonlyMap<string, readonly number[]>> {
    const bySkill = new Map<string, number[]>();
    for (const row of await this.#engine.all(hoursQuery)) {
      const name = toText(row[0]);
      const hours = bySkill.get(name) ?? Array.from({ length: hoursOfDay }, () => 0);
      hours[toNumber(row[1])] = toNumber(row[2]);
      bySkill.set(name, hours);
    }
    return bySkill;
  }
}

const hoursOfDay = 24;
const clusteredKinds = `('skill', 'slash_command', 'subagent', 'workflow', 'mcp_tool')`;

const behavioursQuery = `
  SELECT k.name, max(met.sessions), sum(r.completed), sum(r.failed),
    sum(r.duration_us_sum) / 1e6 / nullif(sum(r.duration_count), 0)
  FROM skill AS k
  JOIN skill_rollup_day AS r ON r.project_id = 0 AND r.skill_id = k.skill_id
  JOIN (
    SELECT s.name, group_concat(pair.session_id) AS sessions
    FROM (SELECT DISTINCT skill_id, session_id FROM skill_session_hour) AS pair
    JOIN skill AS s ON s.skill_id = pair.skill_id AND s.kind IN ${clusteredKinds}
    GROUP BY s.name
  ) AS met ON met.name = k.name
  WHERE k.kind IN ${clusteredKinds}
  GROUP BY k.name
  ORDER BY k.name`;

const phasesQuery = `
  SELECT k.name, l.text, count(*)
  FROM skill_event AS e
  JOIN skill AS k ON k.skill_id = e.skill_id AND k.kind IN ${clusteredKinds}
  JOIN label AS l ON l.label_id = e.phase_label
  GROUP BY k.name, e.phase_label`;

const hoursQuery = `
  SELECT k.name, r.hour % 24, sum(r.invocations)
  FROM skill_rollup_hour AS r JOIN skill AS k ON k.skill_id = r.skill_id AND k.kind IN ${clusteredKinds}
  GROUP BY k.name, r.hour % 24`;
