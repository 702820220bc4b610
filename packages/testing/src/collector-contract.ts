import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { skillEventSchema, SkillsError, toSkillEvent } from '@skills/schema';
import type { CollectedBatch, FileCheckpoint } from '@skills/schema';
import { describe, expect, onTestFinished, test } from 'vitest';
import { collectFile, collectFiles, mergedBatches } from './collector-driver.ts';
import type { ContractBatch, ContractCollector } from './collector-driver.ts';
import { seededRandom } from './seeded-random.ts';

export type { ContractBatch, ContractCollector } from './collector-driver.ts';

/** The word that fixtures hold wherever a user's or an assistant's text stands. */
export const promptCanary = 'CANARY-7f3a9c';

export type CollectorContractOptions<B extends ContractBatch> = {
  readonly collector: ContractCollector<B>;
  readonly newBatch: () => B;
  /** A folder that stands for a home directory; `promptCanary` is in its prompts, and nothing in it is broken. */
  readonly fixture: string;
  /** Files in it that discovery finds in the usual places, relative to it, `/` between folders. */
  readonly files: readonly string[];
  /** Environment variables of the machine whose home the folder is. */
  readonly variables?: ((home: string) => Readonly<Record<string, string>>) | undefined;
  /** The file as a later version of the source might write it: with records and fields that nobody knows. */
  readonly withUnknowns: (bytes: Buffer, path: string) => Buffer;
  /** The real reader of one file, from a checkpoint on. Without it, only the suite's own simple reader is used. */
  readonly scan?:
    | ((path: string, before: FileCheckpoint | undefined) => Iterable<{ readonly batch: CollectedBatch }>)
    | undefined;
  /** How many damaged copies of each file are read; each damage is another seed. */
  readonly damagedCopies?: number | undefined;
};

/** What every collector holds to. Run it in a test file, once for each collector. */
export function collectorContract<B extends ContractBatch>(name: string, options: CollectorContractOptions<B>): void {
  const { collector, newBatch, fixture } = options;
  const paths = options.files.map((file) => join(fixture, ...file.split('/')));
  const collect = (files: readonly string[]): CollectedBatch => collectFiles(collector, newBatch, files);
  const whole = (): CollectedBatch => collect(paths);

  describe(`${name} keeps the collector contract`, () => {
    test('finds its files in the usual places and nothing else', () => {
      const home = copyOfFixture(fixture);
      plantDecoys(home, options.files);

      const discovery = collector.discover({ variables: options.variables?.(home) ?? {}, homeDirectory: home });

      expect(discovery.files.map((file) => relative(home, file).replaceAll('\\', '/')).toSorted()).toEqual(
        options.files.toSorted(),
      );
      expect(discovery.errors).toEqual([]);
    });

    test('finds the same files below a folder it is given', () => {
      const home = copyOfFixture(fixture);

      const discovery = collector.discover({ variables: {}, homeDirectory: join(home, 'nowhere') }, home);

      expect(discovery.files.map((file) => relative(home, file).replaceAll('\\', '/')).toSorted()).toEqual(
        options.files.toSorted(),
      );
    });

    test('finds nothing on a machine without the source, and says where it looked', () => {
      const home = temporaryFolder();

      const discovery = collector.discover({ variables: {}, homeDirectory: home });

      expect(discovery.files).toEqual([]);
      expect(discovery.places.length).toBeGreaterThan(0);
    });

    test('reads calls out of the fixture, and nothing of it is broken', () => {
      expect(whole().invocations.length).toBeGreaterThan(0);
      expect(whole().quarantined).toEqual([]);
    });

    test('adds nothing when files are read twice', () => {
      expect(collect([...paths, ...paths])).toEqual(whole());
    });

    test('adds no call and no token when a copy is read too', () => {
      const copy = copyOfFixture(fixture);
      const copies = options.files.map((file) => join(copy, ...file.split('/')));

      expect(callsAndTokens(collect([...paths, ...copies]))).toEqual(callsAndTokens(whole()));
    });

    test.runIf(collector.form === 'lines')(
      'reads a file that grew as it reads one that was whole, cut at any byte',
      () => {
        for (const path of paths) {
          const bytes = readFileSync(path);
          const expected = collect([path]);
          for (const cut of cutsOf(bytes)) {
            const { batch: first, checkpoint } = collectFile(collector, newBatch, {
              path,
              bytes: bytes.subarray(0, cut),
            });
            const { batch: rest } = collectFile(collector, newBatch, { path, bytes, checkpoint });

            expect(mergedBatches(newBatch, [first, rest]), `${path} cut at byte ${cut}`).toEqual(expected);
          }
        }
      },
    );

    const { scan } = options;
    test.runIf(scan !== undefined)('resumes at the checkpoint of the real reader when a file grows', () => {
      if (scan === undefined) return;
      const folder = temporaryFolder();
      for (const path of collector.form === 'lines' ? paths : []) {
        const bytes = readFileSync(path);
        for (const [index, share] of [0, 0.1, 0.33, 0.5, 0.9, 1].entries()) {
          const target = join(folder, `${index}`, basename(path));
          const cut = Math.floor(bytes.length * share);
          mkdirSync(dirname(target), { recursive: true });
          writeFileSync(target, bytes.subarray(0, cut));
          const first = [...scan(target, undefined)].map((scanned) => scanned.batch);
          appendFileSync(target, bytes.subarray(cut));
          const rest = [...scan(target, first.at(-1)?.checkpoint)].map((scanned) => scanned.batch);

          expect(mergedBatches(newBatch, [...first, ...rest]), `cut at byte ${cut}`).toEqual(collect([path]));
        }
      }
    });

    test('keeps the good records and names the line when garbage stands between them', () => {
      for (const path of collector.form === 'lines' ? paths : []) {
        const bytes = readFileSync(path);
        const { bytes: dirty, garbageLines } = withGarbageLines(bytes);

        const { batch } = collectFile(collector, newBatch, { path, bytes: dirty });

        expect(batch.quarantined.map((line) => line.lineNumber)).toEqual(garbageLines);
        expect({ ...mergedBatches(newBatch, [batch]), quarantined: [] }).toEqual(collect([path]));
      }
    });

    test('survives damaged files: no error but its own, and every bad place has a line and a reason', () => {
      const folder = temporaryFolder();
      for (const [index, path] of paths.entries()) {
        const bytes = readFileSync(path);
        const target = join(folder, ...(options.files[index] ?? '').split('/'));
        mkdirSync(dirname(target), { recursive: true });
        for (let seed = 1; seed <= (options.damagedCopies ?? 50); seed += 1) {
          const damaged = damagedBytes(bytes, seed);
          writeFileSync(target, damaged);
          const bad = quarantinedOrRefused(() => collectFile(collector, newBatch, { path: target, bytes: damaged }));

          for (const place of bad) {
            expect(place.lineNumber, `seed ${seed}`).toBeGreaterThan(0);
            expect(place.reason, `seed ${seed}`).not.toBe('');
          }
        }
      }
    });

    test('ignores records and fields that it does not know', () => {
      const folder = copyOfFixture(fixture);
      const changed = options.files.map((file) => join(folder, ...file.split('/')));
      const before = collect(changed);
      for (const path of changed) writeFileSync(path, options.withUnknowns(readFileSync(path), path));

      expect(collect(changed)).toEqual(before);
    });

    test('leaves its sources as they were', () => {
      const home = copyOfFixture(fixture);
      const before = stateOfFolder(home);

      collect(options.files.map((file) => join(home, ...file.split('/'))));

      expect(stateOfFolder(home)).toEqual(before);
    });

    test('emits events that pass the schema of the wire', () => {
      for (const invocation of whole().invocations) {
        expect(skillEventSchema.safeParse(toSkillEvent(invocation)).error).toBeUndefined();
      }
    });

    test('emits and remembers nothing of what was typed or answered', () => {
      const sources = paths.map((path) => readFileSync(path).toString('latin1')).join('\n');
      const states = paths.map((path) => collectFile(collector, newBatch, { path }).checkpoint?.parserState ?? '');

      expect(sources).toContain(promptCanary);
      expect(JSON.stringify(whole())).not.toContain(promptCanary);
      expect(states.join('\n')).not.toContain(promptCanary);
    });
  });
}

function callsAndTokens(batch: CollectedBatch): Pick<CollectedBatch, 'invocations' | 'completions' | 'usages'> {
  return { invocations: batch.invocations, completions: batch.completions, usages: batch.usages };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'collector-contract-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function copyOfFixture(fixture: string): string {
  const folder = join(temporaryFolder(), 'home');
  cpSync(fixture, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

/** Files that lie where others might, and are none of any source. */
function plantDecoys(home: string, files: readonly string[]): void {
  for (const file of [
    'notes.txt',
    'events.jsonl',
    'data.db',
    ...files.map((path) => join(dirname(path), 'notes.md')),
  ]) {
    writeFileSync(join(home, file), 'not a source\n');
  }
}

function stateOfFolder(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return entries.map((entry) => {
    const stats = statSync(join(folder, entry));
    const content = stats.isFile() ? readFileSync(join(folder, entry)).toString('base64') : '';
    return `${entry} ${stats.mode} ${stats.mtimeMs} ${content}`;
  });
}

/** Every byte of a small file; of a larger one the bytes around each newline and an even spread. */
function cutsOf(bytes: Buffer): readonly number[] {
  if (bytes.length <= 2000) return Array.from({ length: bytes.length + 1 }, (_, at) => at);
  const cuts = new Set<number>();
  for (let at = bytes.indexOf(0x0a); at !== -1 && cuts.size < 300; at = bytes.indexOf(0x0a, at + 1)) {
    for (const cut of [at - 1, at, at + 1]) cuts.add(cut);
  }
  for (let step = 0; step <= 100; step += 1) cuts.add(Math.floor((bytes.length * step) / 100));
  return [...cuts];
}

const garbage = ['\u0000\u0000\u0000', '{"timestamp":"2026-01-01T00:00:00Z","type":', 'not json', '[1,2]', '{"a":1}}'];

function withGarbageLines(bytes: Buffer): { readonly bytes: Buffer; readonly garbageLines: readonly number[] } {
  const lines = bytes.toString('latin1').split('\n');
  const dirty = lines.flatMap((line, index) => (line === '' ? [line] : [line, garbage[index % garbage.length] ?? '']));
  const garbageLines = lines.flatMap((line, index) => (line === '' ? [] : [index * 2 + 2]));
  return { bytes: Buffer.from(dirty.join('\n'), 'latin1'), garbageLines };
}

/** The bytes with some overwritten, some cut out, some doubled, or the end missing. */
function damagedBytes(bytes: Buffer, seed: number): Buffer {
  const random = seededRandom(seed);
  const at = (): number => Math.floor(random() * bytes.length);
  const damaged = Buffer.from(bytes);
  for (let count = Math.floor(random() * 20); count > 0; count -= 1) damaged[at()] = Math.floor(random() * 256);
  const [start = 0, end = 0] = [at(), at()].toSorted((a, b) => a - b);
  const kinds = [
    damaged,
    damaged.subarray(0, end),
    Buffer.concat([damaged.subarray(0, start), damaged.subarray(end)]),
    Buffer.concat([damaged.subarray(0, end), damaged.subarray(start)]),
  ];
  return kinds[seed % kinds.length] ?? damaged;
}

function quarantinedOrRefused(read: () => { readonly batch: CollectedBatch }): CollectedBatch['quarantined'] {
  try {
    return read().batch.quarantined;
  } catch (error) {
    if (error instanceof SkillsError) return [];
    throw error;
  }
}
