/** What a topic shows at one moment: rows by a key that stays, and figures of the whole. */
export type TopicView = {
  readonly summary: Readonly<Record<string, unknown>>;
  readonly rows: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
};

/** Where the view of a topic comes from. */
export type TopicSource = {
  /** At least so many milliseconds between two looks, for what is dear. */
  readonly restMs?: number;
  /** @throws {SkillsError} when the database cannot be read */
  load(): Promise<TopicView>;
};

/** Finds the source of a topic by its name; `undefined` for a name that is none. */
export type TopicSources = (topic: string) => TopicSource | undefined;
