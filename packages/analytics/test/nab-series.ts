import { existsSync, readFileSync } from 'node:fs';
import { seriesAnomalies, type SeriesPoint } from '../src/anomalies/series-anomalies.ts';

// Series of the Numenta Anomaly Benchmark lie beside some checkouts; a clone does not have them.
const folder = new URL('../../../../shared/data/nab/', import.meta.url);

export const hasNab: boolean = existsSync(new URL('baseline-results.json', folder));

export type DetectorScore = {
  readonly windowsHit: number;
  readonly windows: number;
  /** Alarms outside every window. */
  readonly falsePositives: number;
};

export type NabScores = {
  readonly ours: DetectorScore;
  /** Of the detectors that the collection publishes. */
  readonly published: Readonly<Record<string, DetectorScore>>;
  readonly byFile: readonly (DetectorScore & {
    readonly file: string;
    /** Behind the probation. */
    readonly points: number;
  })[];
};

/**
 * Scores by the rule of the collection: the first 15 % of a file are probation, an anomaly window counts as hit when an
 * alarm lies in it, an alarm outside all windows is a false positive.
 */
export function scoreNab(): NabScores {
  const results = objectAt('baseline-results.json');
  const windowsByFile = objectAt('labels/combined_windows.json');
  const byFile = Object.entries(toObject(results['perFile'])).map(([file, figures]) => {
    const points = readSeries(file);
    const probation = Number(toObject(figures)['probationPoints']);
    const alarms = seriesAnomalies(points).filter((index) => index >= probation);
    const windows = toArray(windowsByFile[file]).map((window) => toArray(window).map((time) => timeOf(String(time))));
    const times = alarms.map((index) => points[index]?.atMs ?? 0);
    const isIn = (atMs: number, [from = 0, to = 0]: readonly number[]): boolean => atMs >= from && atMs <= to;
    return {
      file,
      points: points.length - probation,
      windows: windows.length,
      windowsHit: windows.filter((window) => times.some((atMs) => isIn(atMs, window))).length,
      falsePositives: times.filter((atMs) => !windows.some((window) => isIn(atMs, window))).length,
    };
  });
  const published = Object.entries(toObject(results['summary'])).map(([name, figures]) => {
    const { windowsHit, windows, falsePositivePoints } = toObject(figures);
    const score = {
      windowsHit: Number(windowsHit),
      windows: Number(windows),
      falsePositives: Number(falsePositivePoints),
    };
    return [name, score] as const;
  });
  return {
    ours: {
      windowsHit: byFile.reduce((sum, { windowsHit }) => sum + windowsHit, 0),
      windows: byFile.reduce((sum, { windows }) => sum + windows, 0),
      falsePositives: byFile.reduce((sum, { falsePositives }) => sum + falsePositives, 0),
    },
    published: Object.fromEntries(published),
    byFile,
  };
}

function readSeries(file: string): readonly SeriesPoint[] {
  const lines = readFileSync(new URL(`data/${file}`, folder), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [time = '', value = ''] = line.split(',');
    return { atMs: timeOf(time), value: Number(value) };
  });
}

/** Times have no zone and some of them microseconds; only their differences matter. */
function timeOf(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
}

function objectAt(path: string): Readonly<Record<string, unknown>> {
  return toObject(JSON.parse(readFileSync(new URL(path, folder), 'utf8')));
}

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function toArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
