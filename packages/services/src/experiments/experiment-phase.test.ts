import { expect, test } from 'vitest';
import { anExperiment } from '../../test/an-experiment.ts';
import { countedTime, experimentPhase, requireRunning } from './experiment-phase.ts';

const day = (text: string): number => Date.parse(`2026-${text}T00:00:00Z`);

test('an experiment runs from its start up to, and without, its end', () => {
  const experiment = anExperiment();

  expect(experimentPhase(experiment, day('01-31'))).toBe('scheduled');
  expect(experimentPhase(experiment, day('02-01'))).toBe('running');
  expect(experimentPhase(experiment, day('03-01') - 1)).toBe('running');
  expect(experimentPhase(experiment, day('03-01'))).toBe('completed');
});

test('a stopped experiment is stopped whatever its dates', () => {
  const stopped = anExperiment({}, { status: 'stopped', endMs: day('02-05') });

  expect(experimentPhase(stopped, day('02-03'))).toBe('stopped');
  expect(() => requireRunning(stopped, day('02-06'))).toThrow('is stopped since 2026-02-05T00:00:00.000Z');
});

test('calls count from the start to now, and not beyond the end', () => {
  const experiment = anExperiment();

  expect(countedTime(experiment, day('02-10'))).toEqual({ fromMs: day('02-01'), untilMs: day('02-10') + 1 });
  expect(countedTime(experiment, day('06-01'))).toEqual({ fromMs: day('02-01'), untilMs: day('03-01') });
  expect(countedTime(experiment, day('01-01'))).toEqual({ fromMs: day('02-01'), untilMs: day('02-01') });
});
