import { expect, test } from 'vitest';
import { relationshipType } from './relationship-type.ts';

test('names lifts as the view of V4 does, at its limits too', () => {
  expect([2.1, 2, 1.5, 1.01, 1, 0.99, 0.5, 0].map(relationshipType)).toEqual([
    'strong_positive',
    'moderate_positive',
    'weak_positive',
    'weak_positive',
    'independent',
    'weak_negative',
    'moderate_negative',
    'moderate_negative',
  ]);
});
