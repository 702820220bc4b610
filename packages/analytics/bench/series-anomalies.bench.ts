// The series detector on the Numenta Anomaly Benchmark, beside the simple detectors whose scores the collection publishes.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { hasNab, scoreNab } from '../test/nab-series.ts';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

if (hasNab) {
  const startedMs = performance.now();
  const scores = scoreNab();
  const milliseconds = performance.now() - startedMs;
  const points = scores.byFile.reduce((sum, file) => sum + file.points, 0);
  printLine(`${scores.byFile.length} series, ${points} points, ${milliseconds.toFixed(0)} ms\n`);
  printLine('detector                      windows hit   false positives   per 1000 points');
  for (const [name, score] of [...Object.entries(scores.published), ['ours', scores.ours] as const]) {
    const hit = `${score.windowsHit}/${score.windows}`;
    const perThousand = ((1000 * score.falsePositives) / points).toFixed(2);
    printLine(
      `${name.padEnd(30)}${hit.padStart(11)}${String(score.falsePositives).padStart(18)}${perThousand.padStart(18)}`,
    );
  }
  printLine('\nours, by file');
  for (const { file, windowsHit, windows, falsePositives } of scores.byFile) {
    printLine(`${file.padEnd(68)} ${windowsHit}/${windows}  ${falsePositives}`);
  }
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ ...scores, milliseconds }, null, 2)}\n`);
} else {
  printLine('skipped: the series are not beside this checkout (shared/data/nab)');
}
