// What the detector finds in simulated worlds whose changes are known: 100 skills and 90 days, 60 changes of six kinds, a
// look every hour. A change counts as found when it is reported as what it is within 24 hours of its start; every alarm
// on a skill that has not changed is a false one.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { anomalyTrial } from '../test/anomaly-trial.ts';
import { scoreTrial } from '../test/score-trial.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, small: { type: 'boolean' }, seeds: { type: 'string' } },
});

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}
const seeds = Number(values.seeds ?? (values.small === true ? 1 : 8));

type Found = {
  readonly name: string;
  readonly planted: number;
  readonly found: number;
  /** A week, over all 100 skills. */
  readonly falseAlarms: number;
  readonly mostFalseAlarms: number;
  readonly medianDelayHours: number;
};

/** Found within 24 hours as what they are, and false alarms a week, means over the seeds. */
function findings(): readonly Found[] {
  const asked = { errorOf: 'before', standardErrors: [6, 12] } as const;
  const kinds = [
    { name: '6 to 12 errors of the day before', ...asked },
    { name: '6 to 12 errors, the greater of both', ...asked, errorOf: 'greater' as const },
    { name: '6 errors exactly', ...asked, standardErrors: [6, 6] as const },
    { name: '5 errors exactly (not scored)', ...asked, standardErrors: [5, 5] as const },
    { name: '4 errors exactly (not scored)', ...asked, standardErrors: [4, 4] as const },
    { name: '3 errors exactly (not scored)', ...asked, standardErrors: [3, 3] as const },
    { name: 'no change at all', ...asked, changes: 0 },
  ];
  return kinds.map(({ name, ...options }) => {
    const scores = Array.from({ length: seeds }, (_, seed) => scoreTrial(anomalyTrial({ ...options, seed: seed + 1 })));
    return {
      name,
      planted: scores.reduce((sum, { planted }) => sum + planted, 0),
      found: scores.reduce((sum, { found }) => sum + found, 0),
      falseAlarms: scores.reduce((sum, { falseAlarmsPerWeek }) => sum + falseAlarmsPerWeek, 0) / seeds,
      mostFalseAlarms: Math.max(...scores.map(({ falseAlarmsPerWeek }) => falseAlarmsPerWeek)),
      medianDelayHours: scores[0]?.medianDelayHours ?? Number.NaN,
    };
  });
}

const found = findings();
printLine(`100 skills, 90 days, 60 changes, ${seeds} seeds\n`);
printLine('size of the changes in standard errors      found within 24 h   false alarms a week   at most   delay, h');
for (const row of found) {
  const share = row.planted === 0 ? '–' : `${((100 * row.found) / row.planted).toFixed(1)} %`;
  const delay = row.planted === 0 ? '–' : String(row.medianDelayHours);
  printLine(
    row.name.padEnd(44) +
      share.padStart(17) +
      row.falseAlarms.toFixed(2).padStart(22) +
      row.mostFalseAlarms.toFixed(2).padStart(10) +
      delay.padStart(11),
  );
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ seeds, found }, null, 2)}\n`);
