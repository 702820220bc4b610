// Exporting and importing a year of a busy team: a million events, each format in a file of its own.
// Floors in the same run: `JSON.stringify` and `JSON.parse` of the same events, line by line, in memory; for reading CSV,
// csv-parse without any check of what it read.
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eventFormats, readEventFile, writeEvents, writeFileAtomically, type EventFormat } from '@skills/exporters';
import { toSkillEvent, type SkillInvocation } from '@skills/schema';
import { simulateWorld, worldOfScale } from '@skills/simulation';
import { parse } from 'csv-parse';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const events = values.small === true ? 50_000 : 1_000_000;
const options = { ...worldOfScale('large', { seed: 1, nowMs: Date.parse('2026-06-01T12:00:00Z') }), events };

type Result = {
  readonly name: string;
  readonly eventsPerSecond: number;
  readonly bytesPerEvent: number;
  readonly peakResidentMegabytes: number;
};

async function* batches(): AsyncGenerator<readonly SkillInvocation[], undefined> {
  for (const { invocations } of simulateWorld(options, { eventsOnly: true, batchSize: 2_000 })) yield invocations;
  return undefined;
}

async function measured(name: string, bytes: () => number, work: () => Promise<number>): Promise<Result> {
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const startedMs = performance.now();
  const count = await work();
  const seconds = (performance.now() - startedMs) / 1000;
  clearInterval(watch);
  if (count !== events) throw new Error(`${name} handled ${count} of ${events} events`);
  return {
    name,
    eventsPerSecond: Math.round(events / seconds),
    bytesPerEvent: Math.round(bytes() / events),
    peakResidentMegabytes: Math.round(peak / 1e6),
  };
}

async function accepted(path: string, format: EventFormat): Promise<number> {
  let count = 0;
  for await (const read of readEventFile(path, format)) if ('event' in read) count += 1;
  return count;
}

async function parsedByPeer(path: string): Promise<number> {
  let count = -1;
  const records: AsyncIterable<unknown> = createReadStream(path).pipe(parse({ record_delimiter: '\r\n' }));
  for await (const _ of records) count += 1;
  return count;
}

async function jsonFloors(): Promise<readonly Result[]> {
  let length = 0;
  const stringified = await measured(
    'floor: JSON.stringify',
    () => length,
    async () => {
      let count = 0;
      for await (const batch of batches()) {
        for (const invocation of batch) length += JSON.stringify(toSkillEvent(invocation)).length;
        count += batch.length;
      }
      return count;
    },
  );
  const [first] = [...simulateWorld({ ...options, events: 2_000 }, { eventsOnly: true, batchSize: 2_000 })];
  const lines = (first?.invocations ?? []).map((invocation) => JSON.stringify(toSkillEvent(invocation)));
  const parsed = await measured(
    'floor: JSON.parse',
    () => length,
    async () => {
      let count = 0;
      for (; count < events; count += 1) JSON.parse(lines[count % lines.length] ?? '');
      return await Promise.resolve(count);
    },
  );
  return [stringified, parsed];
}

const folder = mkdtempSync(join(tmpdir(), 'skills-event-files-'));
const results: Result[] = [];
try {
  for (const format of eventFormats) {
    const path = join(folder, `events.${format}`);
    const size = (): number => statSync(path).size;
    const write = async (): Promise<number> => {
      await writeFileAtomically(path, writeEvents(format, batches()));
      return events;
    };
    results.push(await measured(`write ${format}`, size, write));
    results.push(await measured(`read ${format}`, size, () => accepted(path, format)));
    if (format === 'csv') results.push(await measured('peer: csv-parse', size, () => parsedByPeer(path)));
  }
  results.push(...(await jsonFloors()));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

process.stdout.write('case\tevents/s\tbytes/event\tpeak MB\n');
for (const row of results) {
  process.stdout.write(`${row.name}\t${row.eventsPerSecond}\t${row.bytesPerEvent}\t${row.peakResidentMegabytes}\n`);
}
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ bench: 'event-files', events, results }));
