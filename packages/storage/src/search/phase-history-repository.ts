import type { SqlReader } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';
import { workflowPhaseBoost } from '../skills-storage/workflow-phase-boost.ts';

export type PhaseHistoryRepositoryDependencies = { readonly engine: SqlReader };

/** How the calls of a skill speak for it in one phase. */
export type PhaseHistory = {
  readonly calls: number;
  /** Sum over the calls of `workflowPhaseBoost`. */
  readonly boost: number;
};

/** What became of skills in the phases of workflows. */
export class PhaseHistoryRepository {
  readonly #engine: SqlReader;

  constructor({ engine }: PhaseHistoryRepositoryDependencies) {
    this.#engine = engine;
  }

  /** By skill name; of all time. */
  async phaseHistories(workflowPhase: string): Promise<ReadonlyMap<string, PhaseHistory>> {
    const rows = await this.#engine.all(historyQuery, [workflowPhase]);
    const histories = new Map<string, PhaseHistory>();
    for (const row of rows) {
      const [name, count] = [toText(row[0]), toNumber(row[3])];
      const call = { completed: outcomeOf(row[2]), workflowPhase: phaseOf(toNumber(row[1]), workflowPhase) };
      const known = histories.get(name) ?? { calls: 0, boost: 0 };
      histories.set(name, {
        calls: known.calls + count,
        boost: known.boost + count * workflowPhaseBoost(call, workflowPhase),
      });
    }
    return histories;
  }
}

/** 0 stands for no phase, 1 for the one asked for, 2 for another. */
function phaseOf(code: number, asked: string): string | null {
  if (code === 0) return null;
  return code === 1 ? asked : `not ${asked}`;
}

function outcomeOf(cell: unknown): boolean | null {
  return cell === null ? null : cell === 1;
}

const historyQuery = `
  SELECT k.name,
    CASE WHEN e.phase_label IS NULL THEN 0
      WHEN e.phase_label = (SELECT label_id FROM label WHERE text = ?1) THEN 1 ELSE 2 END AS phase,
    e.completed, count(*)
  FROM skill_event AS e JOIN skill AS k ON k.skill_id = e.skill_id
  GROUP BY e.skill_id, phase, e.completed`;
