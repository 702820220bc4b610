import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CollectedLog } from '../../test/collected-log.ts';
import {
  copiedCallIds,
  detailsOf,
  expectedDetails,
  expectedSummary,
  readTruth,
  summaryOf,
} from '../../test/transcript-truth.ts';
import { collectSource } from '../collect-source.ts';
import { claudeCodeCollector } from './index.ts';

/** Small transcripts of the corpus, for a clone that has nothing beside it. */
const fixtures = fileURLToPath(new URL('../../test/fixtures/claude-code/transcripts', import.meta.url));
const shared = fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const corpora = [
  { name: 'the transcripts in the repository', transcripts: fixtures, truth: fixtures },
  {
    name: 'the shared transcripts',
    transcripts: join(shared, 'transcripts', 'claude-code'),
    truth: join(shared, 'truth', 'claude-code'),
  },
];

for (const corpus of corpora) {
  // The whole corpus is 20 MB and lies beside the checkout on the machines that build this, not in it.
  describe.skipIf(!existsSync(corpus.transcripts))(
    `on ${corpus.name}, the collector counts what an independent counter counts`,
    () => {
      const files = transcriptsIn(corpus.transcripts);

      test.for(files)('in %s', async (file) => {
        const truth = readTruth(join(corpus.truth, truthFileOf(file)));
        const path = join(corpus.transcripts, file);

        const { log, result } = await collected([path]);

        expect(summaryOf(log, copiedCallIds([path]))).toEqual(expectedSummary(truth));
        expect(log.quarantined).toHaveLength(truth.malformedLines);
        expect([result.lines, result.bytes > 0 || truth.lines === 0, result.errors]).toEqual([truth.lines, true, []]);
      });

      // Of some folders the repository has a part only, and so no truth of the whole.
      const wholeFolders = foldersOf(files).filter((folder) =>
        existsSync(join(corpus.truth, folder, '_SET.truth.json')),
      );

      test.for(wholeFolders)('in all files of %s together', async (folder) => {
        const truth = readTruth(join(corpus.truth, folder, '_SET.truth.json'));
        const paths = files
          .filter((file) => file.startsWith(`${folder}/`))
          .map((file) => join(corpus.transcripts, file));

        const { log } = await collected(paths);

        expect(summaryOf(log, copiedCallIds(paths))).toEqual(expectedSummary(truth));
        expect([...log.sessionIds].toSorted()).toEqual(truth.sessionIds);
        expect(log.quarantined).toHaveLength(truth.malformedLines);
      });
    },
  );
}

describe.skipIf(!existsSync(shared))('on all shared transcripts together', () => {
  test('the collector counts what an independent counter counts, down to every tool, model and skill', async () => {
    const transcripts = join(shared, 'transcripts', 'claude-code');
    const truth = readTruth(join(shared, 'truth', 'claude-code', '_ALL.recovered.truth.json'));
    const files = transcriptsIn(transcripts).filter((file) => !file.startsWith('zz-derived/'));
    const paths = files.map((file) => join(transcripts, file));
    const copies = copiedCallIds(paths);

    const { log } = await collected(paths);

    expect(summaryOf(log, copies)).toEqual(expectedSummary(truth));
    expect([...log.sessionIds].toSorted()).toEqual(truth.sessionIds);
    const { models, ...details } = detailsOf(log, copies);
    expect(details).toEqual(expectedDetails(truth));
    expect(Object.keys(models).toSorted()).toEqual(Object.keys(truth.tokensByModel).toSorted());
  });
});

async function collected(
  paths: readonly string[],
): Promise<{ log: CollectedLog; result: Awaited<ReturnType<typeof collectSource>> }> {
  const log = new CollectedLog();
  const discovery = { places: [], files: paths, errors: [] };
  const result = await collectSource({
    collector: claudeCodeCollector,
    discovery,
    checkpoints: [],
    sink: log,
    now: () => Date.UTC(2100, 0, 1),
  });
  return { log, result };
}

function transcriptsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.jsonl')).toSorted();
}

function foldersOf(files: readonly string[]): readonly string[] {
  return [...new Set(files.map((file) => file.split('/')[0] ?? ''))];
}

/** `<folder>/<rest of the path with "__" between folders>.truth.json` */
function truthFileOf(file: string): string {
  const [folder = '', ...rest] = file.split('/');
  return join(folder, `${basename(rest.join('__'), '.jsonl')}.truth.json`);
}
