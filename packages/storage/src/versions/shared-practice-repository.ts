import { parseInput, type PracticeFile, practiceFileSchema, toTimestamp } from '@skills/schema';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { toNumber, toText } from '../read/cell.ts';

export type SharedPractice = { readonly importedAt: string; readonly file: PracticeFile };

export type SharedPracticeRepositoryDependencies = { readonly engine: SqlEngine };

/** What other teams have given: aggregates of groups. */
export class SharedPracticeRepository {
  readonly #engine: SqlEngine;

  constructor({ engine }: SharedPracticeRepositoryDependencies) {
    this.#engine = engine;
  }

  /** By team. */
  async all(): Promise<readonly SharedPractice[]> {
    const rows = await this.#engine.all('SELECT imported_at_ms, content FROM shared_practice ORDER BY team');
    return rows.map((row) => ({
      importedAt: toTimestamp(toNumber(row[0])),
      file: parseInput(practiceFileSchema, JSON.parse(toText(row[1]))),
    }));
  }

  /** @returns whether the team had given something before, which is gone now */
  async replace(file: PracticeFile, nowMs: number): Promise<boolean> {
    return this.#engine.transaction(async (transaction) => {
      const replaced = await transaction.run('DELETE FROM shared_practice WHERE team = ?1', [file.team]);
      await transaction.run('INSERT INTO shared_practice VALUES (?, ?, ?, ?)', [
        file.team,
        Date.parse(file.releasedAt),
        nowMs,
        JSON.stringify(file),
      ]);
      return replaced > 0;
    });
  }
}
