/** Figures of two skills, by the sessions that they share. */
export type MeasuredPair = {
  /** In the order of text: `skillA < skillB`. */
  readonly skillA: string;
  readonly skillB: string;
  /** Distinct sessions in which any skill ran, and those of each of the two. */
  readonly sessions: number;
  readonly sessionsA: number;
  readonly sessionsB: number;
  /** Distinct sessions in which both ran. */
  readonly coOccurrenceCount: number;
  /** N·|A∩B| / (|A|·|B|). */
  readonly lift: number;
  /** `null` where nothing was tested. */
  readonly pValue: number | null;
  readonly adjustedLift: number | null;
  readonly adjustedPValue: number | null;
  readonly qValue: number | null;
};

/** A pair that the taxonomy names. Its lift was stated, not measured. */
export type SeededPair = { readonly skillA: string; readonly skillB: string; readonly lift: number | null };

/** The names of a pair in the order of text, so that each pair is one. */
export function inTextOrder(one: string, other: string): readonly [skillA: string, skillB: string] {
  return one < other ? [one, other] : [other, one];
}
