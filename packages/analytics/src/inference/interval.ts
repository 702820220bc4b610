/** Bounds of a range, `lower <= upper`; an end may be infinite. */
export type Interval = {
  readonly lower: number;
  readonly upper: number;
};

export type ConfidenceOptions = {
  /** How often such intervals hold the true value, in (0, 1); 0.95 unless told otherwise. */
  readonly confidence?: number | undefined;
};
