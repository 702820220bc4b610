import type { IdColumn } from '@skills/collaborative-filtering';
import type { SkillKind } from '@skills/schema';

/** Calls in the order of time, one array per field. Ids are positive, 0 stands for none. */
export type LogBlock = {
  readonly events: number;
  /** UTC epoch milliseconds. */
  readonly atMs: Float64Array;
  readonly skill: IdColumn;
  readonly session: IdColumn;
  readonly user: IdColumn;
  readonly project: IdColumn;
  readonly phase: IdColumn;
  /** 1 completed, 0 failed, -1 unknown. */
  readonly completed: Int8Array;
  /** NaN for unknown. */
  readonly durationSeconds: Float64Array;
};

export type LogField = Exclude<keyof LogBlock, 'events'>;

/** Half open, UTC epoch milliseconds. */
export type LogWindow = { readonly sinceMs?: number | undefined; readonly untilMs?: number | undefined };

/** The log as columns. Fields that are not asked for are empty. */
export type LogSource = {
  blocks(fields: readonly LogField[], window?: LogWindow): AsyncIterable<LogBlock>;
};

/** What the ids stand for. */
export type LogNameSource = {
  skills(): Promise<readonly { readonly skillId: number; readonly skillName: string; readonly kind: SkillKind }[]>;
  labels(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  sessionId(externalId: string): Promise<number | undefined>;
};
