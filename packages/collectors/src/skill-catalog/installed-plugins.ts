import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { FileError } from '../collector.ts';
import { reasonOf } from '../file-error.ts';
import { readSmallFile } from './small-file.ts';

export type InstalledPlugin = {
  /** Without its marketplace: what stands before the colon in the names of its skills. */
  readonly name: string;
  readonly path: string;
};

const mostBytes = 4 * 1024 * 1024;

/**
 * The plugins that Claude Code lists as installed, from `plugins/installed_plugins.json`: by name, each place once.
 * `name@marketplace` leads to one or several installations with an `installPath`.
 */
export function installedPlugins(configFolder: string): {
  readonly plugins: readonly InstalledPlugin[];
  readonly errors: readonly FileError[];
} {
  const file = join(configFolder, 'plugins', 'installed_plugins.json');
  if (!existsSync(file)) return { plugins: [], errors: [] };
  try {
    const content: unknown = JSON.parse(readSmallFile(file, mostBytes).toString('utf8'));
    const listed = isRecord(content) && isRecord(content['plugins']) ? content['plugins'] : content;
    if (!isRecord(listed)) return { plugins: [], errors: [{ file, reason: 'not a list of plugins' }] };
    const plugins = Object.entries(listed).flatMap(([key, value]) => pluginsOf(key, value));
    return { plugins: [...new Map(plugins.map((plugin) => [plugin.path, plugin])).values()], errors: [] };
  } catch (error) {
    return { plugins: [], errors: [{ file, reason: error instanceof SyntaxError ? 'not JSON' : reasonOf(error) }] };
  }
}

function pluginsOf(key: string, value: unknown): readonly InstalledPlugin[] {
  const name = key.split('@')[0] ?? '';
  const installations: readonly unknown[] = Array.isArray(value) ? value : [value];
  return installations.flatMap((installation) => {
    const path = isRecord(installation) ? installation['installPath'] : undefined;
    return name !== '' && typeof path === 'string' && isAbsolute(path) ? [{ name, path }] : [];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
