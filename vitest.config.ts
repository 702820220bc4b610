import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Tests start the CLI from source many times; its types are stripped once.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

export default defineConfig({
  test: {
    projects: globSync('{packages,apps}/*/package.json', { cwd: import.meta.dirname }).map((manifest) => {
      const root = manifest.replace('/package.json', '');
      return { extends: true as const, root, test: { name: root } };
    }),
    restoreMocks: true,
    // Tests start real servers, processes and databases; two cores are what a small machine has.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: process.env['CI'] === undefined ? ['default'] : ['default', 'json'],
    outputFile: { json: 'node_modules/.vitest/report.json' },
    coverage: { include: ['packages/*/src/**', 'apps/*/src/**'] },
  },
});
