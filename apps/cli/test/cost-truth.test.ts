import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CostsResult } from '@skills/schema';
import { costsResultSchema } from '@skills/schema';
import { afterAll, describe, expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';
import { expectedTokens, readTruth } from './transcript-truth.ts';

const fixtures = fileURLToPath(new URL('../../../packages/collectors/test/fixtures', import.meta.url));
const shared = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'skills-costs-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let databases = 0;

/** What `skills costs` says of a file or folder, collected into a database of its own. */
async function costsOf(source: string, path: string): Promise<CostsResult> {
  databases += 1;
  const db = ['--db', `file:${join(home, `${databases}.db`)}`, '--now', '2026-12-31T12:00:00Z'];
  await runInProcess(['collect', source, '--from', path, ...db.slice(0, 2)], { home });
  const run = await runInProcess(['costs', '--since', 'all', '--json', ...db], { home });
  return costsResultSchema.parse(JSON.parse(run.out));
}

type Compared = { readonly counted: unknown; readonly truth: unknown };

/** All together, by model where the truth says it, and added up over models and skills. */
async function compared(truthPath: string, transcripts: string): Promise<Compared> {
  const truth = readTruth(truthPath);
  const costs = await costsOf('claude-code', transcripts);
  const tokens = expectedTokens(truth);
  // Of messages that are known from copies only, the truth does not tell the model.
  const isWhole = truth.embeddedAgentProgress.messages === 0;
  const byModel = costs.byModel.map(
    ({ model, messages, tokens: ofModel }) => [model, { messages, ...ofModel }] as const,
  );
  const known = byModel.filter(([model]) => isWhole || model in truth.tokensByModel);
  const sumOf = (shares: CostsResult['byModel'] | CostsResult['bySkill']): readonly number[] => [
    shares.reduce((sum, share) => sum + share.tokens.output, 0),
    Math.round(shares.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0) * 1e6),
  ];
  const whole = [tokens.output, Math.round(costs.costUsd * 1e6)];
  return {
    counted: {
      tokens: costs.tokens,
      byModel: isWhole ? Object.fromEntries(known) : known.map(([model]) => model).toSorted(),
      sums: [sumOf(costs.byModel), sumOf(costs.bySkill)],
    },
    truth: {
      tokens,
      byModel: isWhole ? truth.tokensByModel : Object.keys(truth.tokensByModel).toSorted(),
      sums: [whole, whole],
    },
  };
}

/** The transcripts that a truth file counts: of a folder, or of the file whose path its name holds. */
function transcriptsOf(truthPath: string, truths: string, transcripts: string): string {
  const folder = join(transcripts, relative(truths, dirname(truthPath)));
  const name = basename(truthPath, '.truth.json');
  if (name === '_SET') return folder;
  const path = join(folder, `${name}.jsonl`);
  return existsSync(path) ? path : join(folder, `${name.replaceAll('__', '/')}.jsonl`);
}

describe('to the token, skills costs agrees with an independent counter', () => {
  const transcripts = join(fixtures, 'claude-code/transcripts');

  test.for(globSync(join(transcripts, '**/*.truth.json')).map((path) => relative(transcripts, path)))(
    'on %s of this repository',
    async (path) => {
      const truth = join(transcripts, path);
      const { counted, truth: expected } = await compared(truth, transcriptsOf(truth, transcripts, transcripts));

      expect(counted).toEqual(expected);
    },
  );

  test.for(globSync(join(fixtures, 'codex/**/*.truth.json')))('on a Codex rollout of this repository', async (path) => {
    const { counted, truth } = await comparedCodex(path);

    expect(counted).toEqual(truth);
  });
});

// 20 MB beside the checkout on the machines that build this, not in it.
describe.skipIf(!existsSync(shared))('to the token, on all shared transcripts, which a clone lacks', () => {
  const truths = join(shared, 'truth/claude-code');
  const transcripts = join(shared, 'transcripts/claude-code');
  const ofOneFolder = globSync(join(truths, '*/**/*.truth.json')).map((path) => relative(truths, path));

  test('there is a truth for each of them', () => {
    expect(ofOneFolder.length).toBeGreaterThan(50);
  });

  test.for(ofOneFolder)('%s', async (path) => {
    const truth = join(truths, path);
    const { counted, truth: expected } = await compared(truth, transcriptsOf(truth, truths, transcripts));

    expect(counted).toEqual(expected);
  });

  test('all folders together', async () => {
    const real = join(home, 'all');
    cpSync(transcripts, real, { recursive: true, filter: (path) => basename(path) !== 'zz-derived' });

    const { counted, truth } = await compared(join(truths, '_ALL.recovered.truth.json'), real);

    expect(counted).toEqual(truth);
  });

  test.for(globSync(join(shared, 'truth/codex/**/*.truth.json')))('a Codex rollout: %s', async (path) => {
    const { counted, truth } = await comparedCodex(path);

    expect(counted).toEqual(truth);
  });
});

type CodexTruth = { readonly finalTotalTokenUsage: Readonly<Record<string, number>> };

/** Cached tokens are part of the input there. */
async function comparedCodex(truthPath: string): Promise<Compared> {
  // Written by an independent counter; its shape is part of the fixture.
  const { finalTotalTokenUsage: usage }: CodexTruth = JSON.parse(readFileSync(truthPath, 'utf8'));
  const transcript = truthPath.replace('/truth/', '/transcripts/').replace('.truth.json', '.jsonl');
  const { input, output, cacheRead } = (await costsOf('codex', transcript)).tokens;
  return {
    counted: { input: input + cacheRead, output, cacheRead },
    truth: { input: usage['input_tokens'], output: usage['output_tokens'], cacheRead: usage['cached_input_tokens'] },
  };
}
