import type { JsonImport } from './import-metrics-json.ts';
import type { SkillsStorage } from './skills-storage.ts';

/**
 * Takes over what crackerjack tracked in its `skill_metrics.json`.
 *
 * @throws {SkillsError} 'source-unreadable' | 'invalid-input', or as the engine does
 */
export async function migrateFromCrackerjack(
  jsonFile: string,
  storage: Pick<SkillsStorage, 'importFromJson'>,
): Promise<JsonImport> {
  return storage.importFromJson(jsonFile);
}
