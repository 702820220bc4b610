import { join, resolve } from 'node:path';
import type { InstalledSkill } from '@skills/schema';
import type { CollectorEnvironment, FileError } from '../collector.ts';
import { installedPlugins } from './installed-plugins.ts';

/** A folder of which each subfolder with a `SKILL.md` is a skill. */
export type SkillFolder = Pick<InstalledSkill, 'assistant' | 'scope' | 'plugin'> & { readonly path: string };

export type SkillFolders = { readonly folders: readonly SkillFolder[]; readonly errors: readonly FileError[] };

/**
 * Where assistants look for skills: in the user's configuration, in plugins that are installed, and in projects.
 *
 * @param projects - folders of projects
 */
export function skillFolders(environment: CollectorEnvironment, projects: readonly string[]): SkillFolders {
  const { variables, homeDirectory } = environment;
  const configFolders = (variables['CLAUDE_CONFIG_DIR'] ?? join(homeDirectory, '.claude'))
    .split(',')
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '');
  const codex = variables['CODEX_HOME'] ?? join(homeDirectory, '.codex');
  const plugins = configFolders.map(installedPlugins);
  const folders: readonly SkillFolder[] = [
    ...configFolders.map((folder) => ofUser('claude-code', join(folder, 'skills'))),
    ofUser('codex', join(codex, 'skills')),
    { assistant: 'codex', scope: 'system', plugin: null, path: resolve(codex, 'skills', '.system') },
    ofUser('shared', join(homeDirectory, '.agents', 'skills')),
    ...plugins.flatMap(({ plugins: each }) =>
      each.map(({ name, path }): SkillFolder => ({
        assistant: 'claude-code',
        scope: 'plugin',
        plugin: name,
        path: resolve(path, 'skills'),
      })),
    ),
    ...projects.flatMap((project): readonly SkillFolder[] => [
      { assistant: 'claude-code', scope: 'project', plugin: null, path: resolve(project, '.claude', 'skills') },
      { assistant: 'shared', scope: 'project', plugin: null, path: resolve(project, '.agents', 'skills') },
    ]),
  ];
  // The user's folder is that of a project too when somebody works in the home folder.
  const unique = [...new Map(folders.toReversed().map((folder) => [folder.path, folder])).values()].toReversed();
  return { folders: unique, errors: plugins.flatMap(({ errors }) => errors) };
}

function ofUser(assistant: InstalledSkill['assistant'], path: string): SkillFolder {
  return { assistant, scope: 'user', plugin: null, path: resolve(path) };
}
