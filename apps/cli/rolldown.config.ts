import { defineConfig } from 'rolldown';

const reporting =
  /apps\/cli\/src\/(?:terminal|pages|arguments|output|commands\/(?:top|show|hourly|costs|sessions|report-options)|compose\/(?:open-store|build-reports))|packages\/(?:services|analytics)\/src\/|packages\/storage\/src\/(?:read|engine\/(?!libsql|node-sqlite-worker|worker))/;

// Chunks follow the dynamic imports of the command table, so that a command loads its own code only; what every report
// needs is one chunk, because each file costs about half a millisecond. The worker of the storage is an entry because
// it is found by its name beside the code that starts it.
export default defineConfig({
  input: {
    skills: 'src/main.ts',
    'node-sqlite-worker': '../../packages/storage/src/engine/node-sqlite-worker.ts',
  },
  platform: 'node',
  // 1 MB of HTTP client that only a libSQL server needs.
  external: [/^@libsql\/client/],
  transform: { target: 'node24' },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    minify: true,
    cleanDir: true,
    codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: 'reports', test: reporting }] },
  },
});
