import { expect, test } from 'vitest';
import { anExperiment } from '../../test/an-experiment.ts';
import { assignedArm } from './assigned-arm.ts';

test('the arm is by the published hash of seed and user', () => {
  // GrowthBook's cases.json: hash v2 of ("seed", "a") is 0.0505 and of ("seed", "b") 0.2696.
  const experiment = anExperiment({ seed: 'seed', assignmentRatio: 0.2 });

  expect(assignedArm(experiment, 'a')).toBe('control');
  expect(assignedArm(experiment, 'b')).toBe('treatment');
});

test('the ratio is the share of control', () => {
  const experiment = anExperiment({ assignmentRatio: 0.9 });
  const arms = Array.from({ length: 5000 }, (_, index) => assignedArm(experiment, `user${index}`));

  // Four standard errors.
  expect(Math.abs(arms.filter((arm) => arm === 'control').length / 5000 - 0.9)).toBeLessThan(0.017);
});
