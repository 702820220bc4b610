import * as fs from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import type { Plugin } from 'rolldown';

// `import … from 'node:fs'` reads every export of the module, which loads its promises, streams and watchers: 4 of the
// 55 ms that `skills top` takes. The module itself is there from the start.
const lazyFileSystem: Plugin = {
  name: 'lazy-file-system',
  resolveId: (source) => (source === 'node:fs' ? { id: '\0lazy-fs', moduleSideEffects: false } : undefined),
  load: (id) => (id === '\0lazy-fs' ? lazyFileSystemCode : undefined),
};
const lazyFileSystemCode = [
  "const fs = process.getBuiltinModule('node:fs');",
  'export default fs;',
  ...Object.keys(fs)
    .filter((name) => /^[a-z]\w*$/i.test(name) && name !== 'default' && name !== 'promises')
    .map((name) => `export const ${name} = /* @__PURE__ */ (() => fs.${name})();`),
].join('\n');

// The live server finds the built dashboard beside its own code; without one it says how to build it.
const dashboardBeside: Plugin = {
  name: 'dashboard-beside',
  writeBundle({ dir = 'dist' }) {
    const built = new URL('../dashboard/dist/', import.meta.url);
    if (fs.existsSync(built)) fs.cpSync(built, join(dir, 'dashboard'), { recursive: true });
    else this.warn('the dashboard is not built, so this bundle has none');
  },
};

const reporting =
  /apps\/cli\/src\/(?:terminal\/(?!interval-bar|line-chart|week-map)|pages\/(?:page-parts|(?:top|show|hourly|costs|sessions)-page)|arguments|output|commands\/(?:top|show|hourly|costs|sessions|report-options))|packages\/text\/src|packages\/composition\/src\/(?:open-store|build-reports)|packages\/services\/src\/(?!index|doctor)[\w-]+\.ts|packages\/analytics\/src\/(?:costs|inference\/(?:wilson-score-interval|interval)|distributions\/normal-quantile)|packages\/storage\/src\/(?:read|costs\/price-repository|engine\/(?!libsql|node-sqlite-worker|worker))/;

const recommending =
  /apps\/cli\/src\/(?:commands\/(?:recommend|users)|pages\/(?:recommend|similar-users))|packages\/composition\/src\/(?:build-recommendations|prepare-log)|packages\/collaborative-filtering\/src\/(?:matrix|neighbours|recommenders|recommendations|evaluation|baselines)\/|packages\/services\/src\/recommendations\/(?!model-worker|model-thread|baseline-exchange)|packages\/storage\/src\/(?:recommendations\/(?!privacy)|segments|pseudonymise|identity-key)|packages\/analytics\/src\/(?:random|inference\/sample-moments|prediction\/smoothed-rate)/;

// Small modules that commands, workers and the main entry share: one file instead of ten.
const common =
  /apps\/cli\/src\/exit-code|packages\/schema\/src\/(?:timestamp|skill-invocation|skill-kind|skills-error)\.|packages\/storage\/src\/(?:application-id|migrations\/is-up-to-date|rollup\/(?:walk-sketch-bins|duration-sketch|merged-duration-quantiles))\.|packages\/analytics\/src\/inference\/pairwise-sum\./;

// Chunks follow the dynamic imports of the command table, so that a command loads its own code only; what every report
// needs is one chunk, because each file costs about half a millisecond. Workers are entries because they are found by
// their names beside the code that starts them.
export default defineConfig({
  input: {
    skills: 'src/main.ts',
    'skills-realtime': 'src/realtime-main.ts',
    'answer-worker': 'src/answers/answer-worker.ts',
    'node-sqlite-worker': '../../packages/storage/src/engine/node-sqlite-worker.ts',
    'scan-worker': '../../packages/collectors/src/scan-worker.ts',
    'model-worker': '../../packages/services/src/recommendations/model-worker.ts',
    'training-worker': '../../packages/services/src/prediction/training-worker.ts',
  },
  platform: 'node',
  preserveEntrySignatures: false,
  plugins: [lazyFileSystem, dashboardBeside],
  transform: { target: 'node24' },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    minify: true,
    cleanDir: true,
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: 'common', test: common },
        { name: 'reports', test: reporting },
        { name: 'recommendations', test: recommending },
      ],
    },
  },
});
