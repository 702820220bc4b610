import type { SqlEngine, SqlRow } from '../engine/sql-engine.ts';
import { toNumber } from '../read/cell.ts';
import { bucketColumns } from './call-total-columns.ts';

/** `skill`: a skill; `calls`, `durations`: a skill in a phase. */
type SlotFamily = 'skill' | 'calls' | 'durations';

/** What has a series of its own, by ids of the database; phase -1 for a skill as a whole. */
export type MetricSlot = { readonly family: SlotFamily; readonly skillId: number; readonly phaseLabel: number };

/** How many slots a family has. */
export type SlotLimits = Readonly<Record<SlotFamily, number>>;

export type MetricSlotRepositoryDependencies = { readonly engine: Pick<SqlEngine, 'all' | 'transaction'> };

const wholeSkill = -1;

/**
 * Which series stand for themselves. A slot once given is kept, so that nothing moves between a series of its own and
 * `other`; free ones go to the most used.
 */
export class MetricSlotRepository {
  readonly #engine: MetricSlotRepositoryDependencies['engine'];

  constructor({ engine }: MetricSlotRepositoryDependencies) {
    this.#engine = engine;
  }

  async slots(): Promise<readonly MetricSlot[]> {
    const rows = await this.#engine.all('SELECT family, skill_id, phase_label FROM metric_slot');
    return rows.flatMap((row) => {
      const family = families.find((name) => name === row[0]);
      return family === undefined
        ? []
        : [{ family, skillId: toNumber(row[1]), phaseLabel: toNumber(row[2]) } satisfies MetricSlot];
    });
  }

  /** What should have the slots that are still free, the most used first. A skill comes before its phases. */
  async candidates(slots: readonly MetricSlot[], limits: SlotLimits): Promise<readonly MetricSlot[]> {
    const added: MetricSlot[] = [];
    for (const family of families) {
      const known = [...slots, ...added];
      const taken = keysOf(known, family);
      const free = limits[family] - taken.length;
      if (free <= 0) continue;
      const skills = keysOf(known, 'skill').map(([skillId]) => skillId ?? 0);
      // oxlint-disable-next-line no-await-in-loop -- phases are asked for of the skills that have been chosen
      const rows = await this.#engine.all(candidateSql[family], [
        JSON.stringify(taken),
        ...(family === 'skill' ? [] : [JSON.stringify(skills)]),
        free,
      ]);
      added.push(...rows.map((row) => toSlot(family, row)));
    }
    return added;
  }

  async keep(slots: readonly MetricSlot[]): Promise<void> {
    if (slots.length === 0) return;
    await this.#engine.transaction(async (transaction) =>
      transaction.runMany(
        'INSERT INTO metric_slot (family, skill_id, phase_label) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        slots.map(({ family, skillId, phaseLabel }) => [family, skillId, phaseLabel]),
      ),
    );
  }

  /** Every series is chosen anew; `other` begins anew with it. */
  async forget(): Promise<void> {
    await this.#engine.transaction(async (transaction) => transaction.run('DELETE FROM metric_slot WHERE true'));
  }
}

const families = ['skill', 'calls', 'durations'] as const satisfies readonly SlotFamily[];

/** `[skill id, phase label]` of the slots of one family. */
export function keysOf(slots: readonly MetricSlot[], family: SlotFamily): readonly (readonly number[])[] {
  return slots.filter((slot) => slot.family === family).map(({ skillId, phaseLabel }) => [skillId, phaseLabel]);
}

function toSlot(family: SlotFamily, row: SqlRow): MetricSlot {
  return { family, skillId: toNumber(row[0]), phaseLabel: family === 'skill' ? wholeSkill : toNumber(row[1]) };
}

const durationCount = bucketColumns.join(' + ');

/** Skill by skill, so that as many as possible are whole. */
function phasesBy(count: string): string {
  return `
    SELECT skill_id, phase_label FROM (
      SELECT t.skill_id, t.phase_label, ${count} AS count, sum(${count}) OVER (PARTITION BY t.skill_id) AS of_skill
      FROM skill_call_total AS t WHERE t.skill_id IN (SELECT value FROM json_each(?2)) AND ${count} > 0
    )
    WHERE (skill_id, phase_label) NOT IN (SELECT value ->> 0, value ->> 1 FROM json_each(?1))
    ORDER BY of_skill DESC, skill_id, count DESC, phase_label LIMIT ?3`;
}

const candidateSql: Readonly<Record<SlotFamily, string>> = {
  skill: `
    SELECT t.skill_id FROM skill_call_total AS t
    WHERE t.skill_id NOT IN (SELECT value ->> 0 FROM json_each(?1))
    GROUP BY t.skill_id ORDER BY sum(t.invocations) DESC, t.skill_id LIMIT ?2`,
  calls: phasesBy('t.invocations'),
  durations: phasesBy(`(${durationCount})`),
};
