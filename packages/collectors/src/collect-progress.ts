/** How far collecting one source has come. */
export type CollectProgress = {
  readonly source: string;
  readonly files: number;
  readonly filesDone: number;
  readonly bytesDone: number;
};
