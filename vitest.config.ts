import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'apps/*'],
    restoreMocks: true,
    // Tests start real servers, processes and databases; two cores are what a small machine has.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: process.env['CI'] === undefined ? ['default'] : ['default', 'json'],
    outputFile: { json: 'node_modules/.vitest/report.json' },
    coverage: { include: ['packages/*/src/**', 'apps/*/src/**'] },
  },
});
