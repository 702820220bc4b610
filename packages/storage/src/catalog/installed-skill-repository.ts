import { type InstalledSkill, SkillsError, skillScopes } from '@skills/schema';
import type { SqlEngine, SqlRow } from '../engine/sql-engine.ts';
import { toNullableText, toNumber, toText } from '../read/cell.ts';

export type InstalledSkillRepositoryDependencies = { readonly engine: SqlEngine };

const assistants = ['claude-code', 'codex', 'shared'] as const satisfies readonly InstalledSkill['assistant'][];

/** The skills that the last scan found installed. */
export class InstalledSkillRepository {
  readonly #engine: SqlEngine;

  constructor({ engine }: InstalledSkillRepositoryDependencies) {
    this.#engine = engine;
  }

  /** By name and path. */
  async installedSkills(): Promise<readonly InstalledSkill[]> {
    return (await this.#engine.all(listQuery)).map(toInstalledSkill);
  }

  /**
   * Takes a scan in place of what was known. Nothing is written when it says the same as the last one.
   *
   * @param nowMs - UTC epoch milliseconds
   * @returns whether anything changed
   */
  async replace(skills: readonly InstalledSkill[], nowMs: number): Promise<boolean> {
    const rows = skills.map(toRow).toSorted(byNameAndPath);
    const known = (await this.#engine.all(listQuery)).toSorted(byNameAndPath);
    if (JSON.stringify(rows) === JSON.stringify(known)) return false;
    await this.#engine.transaction(async (transaction) => {
      await transaction.run('DELETE FROM installed_skill');
      await transaction.runMany(
        `INSERT INTO installed_skill (path, skill_name, description, assistant, scope, plugin, version, size_bytes, seen_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO NOTHING`,
        rows.map((row) => row.concat(nowMs)),
      );
    });
    return true;
  }
}

const listQuery = `
  SELECT path, skill_name, description, assistant, scope, plugin, version, size_bytes FROM installed_skill
  ORDER BY skill_name, path`;

/** As the engine will give it back: text is stored well-formed. */
function toRow(skill: InstalledSkill): SqlRow {
  const stored = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
  return [
    stored(skill.path),
    stored(skill.skillName),
    stored(skill.description),
    skill.assistant,
    skill.scope,
    skill.plugin === null ? null : stored(skill.plugin),
    skill.version,
    skill.sizeBytes,
  ];
}

function byNameAndPath(a: SqlRow, b: SqlRow): number {
  const [left, right] = [`${toText(a[1])}\0${toText(a[0])}`, `${toText(b[1])}\0${toText(b[0])}`];
  return left < right ? -1 : Number(left > right);
}

function toInstalledSkill(row: SqlRow): InstalledSkill {
  const assistant = assistants.find((known) => known === row[3]);
  const scope = skillScopes.find((known) => known === row[4]);
  if (assistant === undefined || scope === undefined) {
    throw new SkillsError('storage-corrupt', `installed_skill holds ${String(row[3])} in ${String(row[4])}`);
  }
  return {
    path: toText(row[0]),
    skillName: toText(row[1]),
    description: toText(row[2]),
    assistant,
    scope,
    plugin: toNullableText(row[5]),
    version: toText(row[6]),
    sizeBytes: toNumber(row[7]),
  };
}
