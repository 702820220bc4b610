import { homedir } from 'node:os';
import { sep } from 'node:path';
import { scanSkills } from '@skills/collectors';
import type { SkillScan } from '@skills/collectors';
import { type CatalogResult, type RollupWindow, SkillsError } from '@skills/schema';
import { SkillCatalog, SkillClusters, SkillSearch, SkillTaxonomy } from '@skills/services';
import {
  BehaviourRepository,
  ClusterRepository,
  FunnelRepository,
  InstalledSkillRepository,
  keepSeenVersions,
  PhaseHistoryRepository,
  SkillDocumentRepository,
  TaxonomyRepository,
} from '@skills/storage';
import type { SqlEngine } from '@skills/storage';
import type { CatalogScan, ComposeOptions, SkillLibrary } from './composition.ts';

/** What is known of skills beside their calls: which are installed, what they are for and what belongs together. */
export function buildSkillLibrary(engine: SqlEngine, { environment, nowMs, note }: ComposeOptions): SkillLibrary {
  const index = new SkillDocumentRepository({ engine });
  const catalog = new SkillCatalog({ funnel: new FunnelRepository({ engine }) });
  const installed = new InstalledSkillRepository({ engine });
  const homeDirectory = environment['HOME'] ?? homedir();
  const search = new SkillSearch({ index, histories: new PhaseHistoryRepository({ engine }) });
  let isTold = false;
  const whereWritable = async (work: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SkillsError) || error.code !== 'storage-read-only') throw error;
      if (!isTold) note('the database cannot be written: it keeps the skills that it knows');
      isTold = true;
      return false;
    }
  };
  const scan = async ({ from }: { readonly from?: string | undefined } = {}): Promise<CatalogScan> => {
    const projects = from === undefined ? [...(await projectPaths(engine)), process.cwd()] : [];
    const found = scanSkills({ variables: environment, homeDirectory }, { from, projects });
    return {
      report: (window: RollupWindow): Promise<CatalogResult> => catalog.report(underHome(found, homeDirectory), window),
      keep: () =>
        whereWritable(async () => {
          const isChanged = await installed.replace(found.skills, nowMs());
          // One folder is not what is installed.
          if (from === undefined) await keepSeenVersions(engine, found.skills, nowMs());
          return isChanged;
        }),
    };
  };
  return {
    search,
    clusters: new SkillClusters({
      index,
      behaviours: new BehaviourRepository({ engine }),
      store: new ClusterRepository({ engine }),
      now: nowMs,
    }),
    taxonomy: new SkillTaxonomy({ taxonomy: new TaxonomyRepository({ engine }), skills: index, now: nowMs }),
    scan,
    async bringUpToDate() {
      await (await scan()).keep();
      await whereWritable(() => search.refresh());
    },
  };
}

/** Paths below the home folder begin with `~`: who runs this is nobody else's business. */
function underHome(scan: SkillScan, home: string): SkillScan {
  const shown = (path: string): string => (path.startsWith(`${home}${sep}`) ? `~${path.slice(home.length)}` : path);
  return {
    folders: scan.folders.map(({ path, skills }) => ({ path: shown(path), skills })),
    skills: scan.skills.map((skill) => Object.assign({}, skill, { path: shown(skill.path) })),
    problems: scan.problems.map(({ file, line, reason }) => ({ file: shown(file), line, reason })),
  };
}

async function projectPaths(engine: SqlEngine): Promise<readonly string[]> {
  const rows = await engine.all('SELECT path FROM project WHERE path IS NOT NULL ORDER BY path');
  return rows.flatMap(([path]) => (typeof path === 'string' ? [path] : []));
}
