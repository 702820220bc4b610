import { existsSync, readFileSync } from 'node:fs';
import type { InstalledSkill } from '@skills/schema';
import { labelledSkills, SkillSearch } from '@skills/services';
import {
  InstalledSkillRepository,
  migrateDatabase,
  openNodeSqliteEngine,
  PhaseHistoryRepository,
  SkillDocumentRepository,
} from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import writtenFixture from './fixtures/search-queries.json' with { type: 'json' };
import type { JudgedQuery } from './search-quality.ts';

export type CatalogEntry = {
  readonly name: string;
  readonly description: string;
  /** Folder of the plugin. */
  readonly group?: string | undefined;
};

const sharedFile = new URL('../../../../shared/data/skills-catalog.json', import.meta.url);
/** The described skills of the repository; every one of the shared catalogue where that lies beside the checkout. */
export function judgedCatalog(): readonly CatalogEntry[] {
  return existsSync(sharedFile) ? sharedCatalog() : licensedCatalog();
}

/** Descriptions whose licence lets us keep them in the repository. */
export function licensedCatalog(): readonly CatalogEntry[] {
  return labelledSkills.filter(({ description }) => description !== '');
}

export function hasSharedCatalog(): boolean {
  return existsSync(sharedFile);
}

export function sharedCatalog(): readonly CatalogEntry[] {
  const content: unknown = JSON.parse(readFileSync(sharedFile, 'utf8'));
  const all = Array.isArray(content) ? content.map(toEntry) : [];
  return [...new Map(all.toReversed().map((entry) => [entry.name, entry])).values()].toReversed();
}

/** Queries that we wrote, those left out that no skill of the catalogue answers. */
export function writtenQueries(catalog: readonly CatalogEntry[]): readonly JudgedQuery[] {
  const names = new Set(catalog.map(({ name }) => name));
  return writtenFixture
    .map(({ text, relevant }) => ({
      text,
      relevant: Object.fromEntries(Object.entries<number>(relevant).filter(([name]) => names.has(name))),
    }))
    .filter(({ relevant }) => Object.values(relevant).includes(2));
}

/** Each skill of a plugin with others asks for those. */
export function groupQueries(catalog: readonly CatalogEntry[]): readonly (JudgedQuery & { readonly own: string })[] {
  const groups = Map.groupBy(
    catalog.filter(({ group }) => group !== undefined),
    ({ group }) => group,
  );
  return [...groups.values()]
    .filter((members) => members.length > 1)
    .flatMap((members) =>
      members.map(({ name, description }) => ({
        own: name,
        text: `${name.replaceAll('-', ' ')}. ${description}`,
        relevant: Object.fromEntries(members.filter((other) => other.name !== name).map((other) => [other.name, 1])),
      })),
    );
}

/** A search over the catalogue as if all of it were installed; close the engine after it. */
export async function searchOver(
  catalog: readonly CatalogEntry[],
): Promise<{ readonly search: SkillSearch; readonly engine: SqlEngine }> {
  const engine = openNodeSqliteEngine({ url: ':memory:' });
  await migrateDatabase(engine, { now: () => 0 });
  const installed = new InstalledSkillRepository({ engine });
  await installed.replace(catalog.map(toInstalled), 0);
  const index = new SkillDocumentRepository({ engine });
  const search = new SkillSearch({ index, histories: new PhaseHistoryRepository({ engine }) });
  await search.refresh();
  return { search, engine };
}

function toEntry(entry: unknown): CatalogEntry {
  if (typeof entry !== 'object' || entry === null || !('name' in entry) || !('description' in entry)) {
    throw new Error('the shared catalogue has an entry without name or description');
  }
  const group = 'group' in entry && typeof entry.group === 'string' ? entry.group : undefined;
  return { name: String(entry.name), description: String(entry.description), group };
}

function toInstalled({ name, description }: CatalogEntry): InstalledSkill {
  return {
    path: `/skills/${name}/SKILL.md`,
    skillName: name,
    description,
    assistant: 'claude-code',
    scope: 'user',
    plugin: null,
    version: '0',
    sizeBytes: description.length,
  };
}
