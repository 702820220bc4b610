import type { EventColumns } from '@skills/analytics';
import type { SkillKind } from '@skills/schema';

/** What prediction asks of a log. Times are UTC epoch milliseconds; ids are positive, 0 is none. */
export type PredictionEvents = {
  /** Everything before a moment, in the order of time. */
  eventsBefore(momentMs: number): AsyncIterable<EventColumns>;
  eventsOfSkill(skillId: number, momentMs: number): AsyncIterable<EventColumns>;
  skillNamed(
    skillName: string,
    kind?: SkillKind,
  ): Promise<{ readonly skillId: number; readonly skillName: string; readonly kind: SkillKind } | undefined>;
  /** Known outcomes of all skills. */
  outcomesUntil(momentMs: number): Promise<{ readonly completed: number; readonly known: number }>;
  askingIds(
    who: { readonly pseudonym?: string | undefined; readonly sessionId?: string | undefined },
    momentMs: number,
  ): Promise<{ readonly userId: number; readonly sessionId: number; readonly sessionStartMs: number }>;
  phaseNames(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
};

/** A model as it is stored. */
export type StoredPredictor = {
  readonly trainedAtMs: number;
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly featureSchemaVersion: number;
  readonly algorithm: string;
  readonly samples: number;
  /** JSON. */
  readonly settings: string;
  /** JSON. */
  readonly figures: string;
  readonly body: Uint8Array;
};

export type PredictionModels = {
  save(model: StoredPredictor): Promise<string>;
  /** The one trained last. */
  latest(): Promise<(StoredPredictor & { readonly modelId: string }) | undefined>;
};
