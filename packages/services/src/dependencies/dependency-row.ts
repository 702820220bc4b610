import { relationshipType } from '@skills/collaborative-filtering';
import type { DependencyRow, SeededDependencyRow } from '@skills/schema';
import type { PairFigures } from './dependency-ports.ts';

export function toDependencyRow(pair: PairFigures): DependencyRow {
  const { sessions, sessionsA, sessionsB, coOccurrenceCount, lift } = pair;
  return {
    skillA: pair.skillA,
    skillB: pair.skillB,
    coOccurrenceCount,
    sessionsA,
    sessionsB,
    support: coOccurrenceCount / sessions,
    confidence: coOccurrenceCount / sessionsA,
    confidenceReverse: coOccurrenceCount / sessionsB,
    lift,
    pValue: pair.pValue,
    adjustedLift: pair.adjustedLift,
    adjustedPValue: pair.adjustedPValue,
    qValue: pair.qValue,
    relationshipType: relationshipType(lift),
  };
}

export function toSeededRow(seed: {
  readonly skillA: string;
  readonly skillB: string;
  readonly lift: number | null;
}): SeededDependencyRow {
  return { ...seed, relationshipType: seed.lift === null ? null : relationshipType(seed.lift) };
}
