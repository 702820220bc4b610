// Builds the dashboard when it is not built, or older than its sources: what a fresh clone's `start` serves.
import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';

const folder = 'apps/dashboard';
const builtAtMs = statSync(`${folder}/dist/index.html`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const sources = globSync(`${folder}/{src,public}/**`).concat(`${folder}/index.html`, `${folder}/vite.config.ts`);
if (sources.some((source) => statSync(source).mtimeMs > builtAtMs)) {
  // What it prints would stand before the overview.
  const output = ['ignore', 'ignore', 'inherit'] as const;
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], { cwd: folder, stdio: [...output] });
}
