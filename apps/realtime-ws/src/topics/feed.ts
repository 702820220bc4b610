/** How far a client has heard a feed: in which run of it, and the last message. */
export type FeedPosition = { readonly epoch: string; readonly sequence: number };

/** What subscribers of one name are told. */
export type Feed = {
  /** At least so many milliseconds between two looks. */
  readonly restMs: number;
  /** There is something to tell. */
  readonly hasView: boolean;
  /**
   * Looks again.
   *
   * @returns the message for those who heard the one before; `undefined` when nothing changed
   * @throws {SkillsError} when the database cannot be read; the feed then stays as it was
   */
  refresh(): Promise<Buffer | undefined>;
  /** All that there is to tell. */
  snapshot(): Buffer;
  /** What was missed since; the snapshot when that is too long ago. */
  since(position: FeedPosition): readonly Buffer[];
};

/** Finds a feed by its name; `undefined` for a name that is none. */
export type OpenFeed = (name: string) => Feed | undefined;
