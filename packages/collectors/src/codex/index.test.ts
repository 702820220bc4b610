import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectFile, collectorContract } from '@skills/testing';
import type { CollectedBatch } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { codexFixtures, codexHome } from '../../test/codex-home.ts';
import { BatchBuilder } from '../batch-builder.ts';
import { LineBuffer } from '../line-reader.ts';
import { scanFile } from '../scan-file.ts';
import { codexCollector } from './index.ts';

const newBatch = (): BatchBuilder => new BatchBuilder();

collectorContract('codex', {
  collector: codexCollector,
  newBatch,
  fixture: codexHome.folder,
  files: [codexHome.parent, codexHome.fork, codexHome.agent].map((path) => relative(codexHome.folder, path)),
  scan: (path, before) =>
    scanFile({ collector: codexCollector, path, before }, { nowMs: Date.now(), buffer: new LineBuffer() }),
  withUnknowns: (bytes) => {
    const lines = bytes.toString().trimEnd().split('\n');
    const timestamp = /"timestamp":"([^"]+)"/.exec(lines.at(-1) ?? '')?.[1];
    const unknown = [
      { timestamp: '2027-01-01T00:00:00.000Z', type: 'from_the_future', payload: { type: 'function_call' } },
      { timestamp, type: 'response_item', payload: { type: 'hologram', call_id: 'x' } },
      { timestamp, type: 'event_msg', payload: { type: 'hologram_end', deep: [[{}]] } },
      { type: 'event_msg', payload: null },
    ].map((record) => JSON.stringify(record));
    const withFields = lines.map((line) => line.replace(/^\{/, '{"ordinal":7,"schema":{"v":[9]},'));
    return Buffer.from([...withFields, ...unknown].join('\n') + '\n');
  },
});

type CodexTruth = {
  readonly lines: number;
  readonly malformedLines: number;
  readonly sessionIds: readonly string[];
  readonly models: readonly string[];
  readonly firstTimestamp: string;
  readonly lastTimestamp: string;
  readonly toolCalls: { readonly total: number; readonly byName: Readonly<Record<string, number>> };
  readonly nonZeroExitOutputs: number;
  readonly finalTotalTokenUsage: Readonly<Record<string, number>>;
  readonly durations: Readonly<
    Record<string, { readonly n: number; readonly meanMs: number; readonly medianMs: number }>
  >;
};

function readTruth(path: string): CodexTruth {
  // Written by an independent counter; its shape is part of the fixture.
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** What the truth files count, counted from a batch. */
function countsOf(batch: CollectedBatch) {
  const tools = batch.invocations.filter((invocation) => invocation.kind !== 'skill');
  const sum = (field: 'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheCreationTokens'): number =>
    batch.usages.reduce((total, usage) => total + usage[field], 0);
  return {
    byName: Object.fromEntries(
      [...Map.groupBy(tools, (tool) => tool.skillName)].map(([name, calls]) => [name, calls.length]),
    ),
    failed: tools.filter((tool) => tool.completed === false).length,
    sessionIds: batch.sessions.map((session) => session.sessionId),
    firstAtMs: batch.sessions[0]?.firstAtMs,
    lastAtMs: batch.sessions[0]?.lastAtMs,
    models: [...new Set(batch.usages.map((usage) => usage.model))],
    inputTokens: sum('inputTokens') + sum('cacheReadTokens') + sum('cacheCreationTokens'),
    cachedTokens: sum('cacheReadTokens'),
    outputTokens: sum('outputTokens'),
  };
}

function durationsOf(batch: CollectedBatch, name: string) {
  const durations = batch.invocations
    .filter((invocation) => invocation.skillName === name)
    .flatMap((invocation) => invocation.durationSeconds ?? [])
    .toSorted((a, b) => a - b);
  const middle = durations.length / 2;
  const medianSeconds = ((durations[Math.ceil(middle) - 1] ?? 0) + (durations[Math.floor(middle)] ?? 0)) / 2;
  const meanSeconds = durations.reduce((total, seconds) => total + seconds, 0) / durations.length;
  return {
    n: durations.length,
    meanMs: Math.round(meanSeconds * 1e6) / 1e3,
    medianMs: Math.round(medianSeconds * 1e4) / 10,
  };
}

/** What the collector counts and what the independent counter counted, in one form. */
function compared(path: string, truth: CodexTruth) {
  const { batch } = collectFile(codexCollector, newBatch, { path });
  const measured = Object.keys(truth.durations).map((name) => [name, durationsOf(batch, name)] as const);
  return {
    actual: {
      ...countsOf(batch),
      durations: Object.fromEntries(measured),
      malformedLines: batch.quarantined.length,
    },
    expected: {
      byName: truth.toolCalls.byName,
      failed: truth.nonZeroExitOutputs,
      sessionIds: truth.sessionIds,
      firstAtMs: Date.parse(truth.firstTimestamp),
      lastAtMs: Date.parse(truth.lastTimestamp),
      models: truth.models,
      inputTokens: truth.finalTotalTokenUsage['input_tokens'],
      cachedTokens: truth.finalTotalTokenUsage['cached_input_tokens'],
      outputTokens: truth.finalTotalTokenUsage['output_tokens'],
      durations: truth.durations,
      malformedLines: truth.malformedLines,
    },
  };
}

test('counts a real rollout as an independent counter does', () => {
  const path = join(codexFixtures, 'agentv', 'rollout-2026-06-18T00-52-03-019ed836-b1da-78f1-8a0c-e598363d10f4');

  const { actual, expected } = compared(`${path}.jsonl`, readTruth(`${path}.truth.json`));

  expect(actual).toEqual(expected);
});

const shared = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

// The whole corpus lies beside the checkout in development only; a clone proves the same on the fixture above.
describe.skipIf(!existsSync(shared))('over all shared rollouts', () => {
  const corpus = join(shared, 'transcripts', 'codex');
  const rollouts = existsSync(corpus)
    ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.jsonl'))
    : [];

  test.each(rollouts)('counts %s as an independent counter does', (rollout) => {
    const truth = readTruth(join(shared, 'truth', 'codex', rollout.replace('.jsonl', '.truth.json')));

    const { actual, expected } = compared(join(corpus, rollout), truth);

    expect(actual).toEqual(expected);
  });

  test('finds the skills that the model read, each once a turn, under the names they were offered by', () => {
    const path = rollouts.find((rollout) => rollout.includes('2026-06-18T07-23-13')) ?? '';

    const { batch } = collectFile(codexCollector, newBatch, { path: join(corpus, path) });
    const skills = batch.invocations.filter((invocation) => invocation.kind === 'skill');

    expect(skills.map((skill) => skill.skillName)).toEqual([
      'github:github',
      'compound-engineering:ce-work',
      'compound-engineering:ce-worktree',
    ]);
    expect(batch.offers).toHaveLength(67);
    expect(batch.offers.map((offer) => offer.skillName)).toEqual(
      expect.arrayContaining(skills.map((skill) => skill.skillName)),
    );
  });
});
