export type Progress = {
  readonly label: string;
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
  /** Behind the bar, such as `12 of 40 files, 3 MB`. */
  readonly detail: string;
};

/** Where long work says how far it is. */
export type ProgressLine = {
  update(progress: Progress): void;
  /** Clears the line. */
  end(): void;
};
