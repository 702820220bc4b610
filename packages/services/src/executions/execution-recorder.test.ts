import type { CollectedBatch, ExecutionRecord, IngestCounts } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import { describe, expect, test } from 'vitest';
import { ExecutionRecorder } from './execution-recorder.ts';

const counts: IngestCounts = { inserted: 0, duplicates: 0, completed: 0, quarantined: 0 };

/** A log whose writes end when the test says so. */
class SlowLog {
  readonly batches: (readonly string[])[] = [];
  readonly #open: (() => void)[] = [];
  failWith: unknown;

  async ingest({ invocations }: CollectedBatch): Promise<IngestCounts> {
    await new Promise<void>((resolve) => this.#open.push(resolve));
    if (invocations.some(({ durationSeconds }) => durationSeconds === -1)) throw new RangeError('impossible duration');
    if (this.failWith !== undefined) throw this.failWith;
    this.batches.push(invocations.map(({ skillName }) => skillName));
    return counts;
  }

  /** Ends every write that was begun, those that follow from it too. */
  async finish(): Promise<void> {
    for (let round = 0; round < 20; round += 1) {
      for (const end of this.#open.splice(0)) end();
      // oxlint-disable-next-line no-await-in-loop -- what waits on the writes goes on
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function recorderOver(log: SlowLog, mostWaiting?: number): ExecutionRecorder {
  let id = 0;
  return new ExecutionRecorder({ log, now: () => Date.UTC(2026, 1, 10), newId: () => String((id += 1)), mostWaiting });
}

function run(toolName: string, durationSeconds = 1): ExecutionRecord {
  return { toolName, success: true, durationSeconds };
}

describe('recording executions', () => {
  test('acknowledges one when it is stored, and not before', async () => {
    const log = new SlowLog();
    let acknowledged = false;
    const recorded = recorderOver(log)
      .record(run('Bash'))
      .then(() => (acknowledged = true));
    await new Promise((resolve) => setImmediate(resolve));

    expect(acknowledged).toBe(false);
    await log.finish();
    await recorded;
    expect(acknowledged).toBe(true);
    expect(log.batches).toEqual([['Bash']]);
  });

  test('writes together what arrives at once, and what arrives while a write is under way', async () => {
    const log = new SlowLog();
    const recorder = recorderOver(log);
    const first = [recorder.record(run('a')), recorder.record(run('b'))];
    await new Promise((resolve) => setImmediate(resolve));
    const second = [recorder.record(run('c')), recorder.record(run('d')), recorder.record(run('e'))];
    await log.finish();
    await Promise.all([...first, ...second]);

    expect(log.batches).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });

  test('stores the others when one of them cannot be kept', async () => {
    const log = new SlowLog();
    const recorder = recorderOver(log);
    const outcomes = Promise.allSettled([
      recorder.record(run('a')),
      recorder.record(run('bad', -1)),
      recorder.record(run('c')),
    ]);
    await log.finish();

    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log.batches.flat()).toEqual(['a', 'c']);
  });

  test('says so when the storage fails, and goes on when it works again', async () => {
    const log = new SlowLog();
    const recorder = recorderOver(log);
    log.failWith = new SkillsError('storage-full', 'the disk is full');
    const [failed] = await Promise.all([Promise.allSettled([recorder.record(run('a'))]), log.finish()]);
    expect(failed).toMatchObject([{ status: 'rejected', reason: { code: 'storage-full' } }]);
    log.failWith = undefined;
    const recorded = recorder.record(run('b'));
    await log.finish();
    await recorded;

    expect(log.batches).toEqual([['b']]);
  });

  test('refuses more than may wait, instead of growing without bound', async () => {
    const log = new SlowLog();
    const recorder = recorderOver(log, 2);
    const waiting = [recorder.record(run('a')), recorder.record(run('b'))];

    await expect(recorder.record(run('c'))).rejects.toMatchObject({ code: 'storage-busy' });
    await log.finish();
    await Promise.all(waiting);
    const later = recorder.record(run('d'));
    await log.finish();
    await later;
    expect(log.batches.flat()).toEqual(['a', 'b', 'd']);
  });

  test('flush ends when nothing waits any more', async () => {
    const log = new SlowLog();
    const recorder = recorderOver(log);
    const recorded = recorder.record(run('a'));
    const flushed = recorder.flush().then(() => log.batches.length);
    await log.finish();
    await recorded;

    expect(await flushed).toBe(1);
    await recorder.flush();
  });
});
