/** Figures of two skills, as they are stored. */
export type PairFigures = {
  /** In the order of text: `skillA < skillB`. */
  readonly skillA: string;
  readonly skillB: string;
  readonly sessions: number;
  readonly sessionsA: number;
  readonly sessionsB: number;
  readonly coOccurrenceCount: number;
  readonly lift: number;
  /** `null` where nothing was tested. */
  readonly pValue: number | null;
  readonly adjustedLift: number | null;
  readonly adjustedPValue: number | null;
  readonly qValue: number | null;
};

/** Where figures of pairs are kept. */
export type PairSource = {
  stored(): Promise<{ readonly updatedAtMs: number | null; readonly pairs: readonly PairFigures[] }>;
  seeded(): Promise<readonly { readonly skillA: string; readonly skillB: string; readonly lift: number | null }[]>;
};

export type PairStoreOptions = { readonly nowMs: number; readonly minCoOccurrence: number };

/** All or nothing. */
export type StorePairs = (pairs: readonly PairFigures[], options: PairStoreOptions) => Promise<void>;
