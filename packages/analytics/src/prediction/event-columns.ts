/** Events of a log in the order of time, one array per field, as training reads them. Ids are positive integers. */
export type EventColumns = {
  /** UTC epoch milliseconds, ascending. */
  readonly atMs: Float64Array;
  readonly skill: Int32Array;
  readonly session: Int32Array;
  /** 0 for none. */
  readonly user: Int32Array;
  /** 0 for none. */
  readonly phase: Int32Array;
  /** 1 completed, 0 failed, -1 unknown. */
  readonly completed: Int8Array;
  /** NaN for unknown. */
  readonly durationSeconds: Float64Array;
  /** When the session began, UTC epoch milliseconds; NaN for unknown. */
  readonly sessionStartMs: Float64Array;
};

/** One event of the columns. */
export type HistoryEvent = { readonly [Field in keyof EventColumns]: number };

/** @throws {RangeError} when there is no such event */
export function eventAt(events: EventColumns, index: number): HistoryEvent {
  const atMs = events.atMs[index];
  if (atMs === undefined) throw new RangeError(`there are ${events.atMs.length} events, got index ${index}`);
  return {
    atMs,
    skill: events.skill[index] ?? 0,
    session: events.session[index] ?? 0,
    user: events.user[index] ?? 0,
    phase: events.phase[index] ?? 0,
    completed: events.completed[index] ?? -1,
    durationSeconds: events.durationSeconds[index] ?? Number.NaN,
    sessionStartMs: events.sessionStartMs[index] ?? Number.NaN,
  };
}

/** The events of the columns one by one. */
export function* historyEvents(events: EventColumns): Generator<HistoryEvent, void, void> {
  for (let index = 0; index < events.atMs.length; index += 1) yield eventAt(events, index);
}

/** Several pages of columns as one. */
export function joinedColumns(pages: readonly EventColumns[]): EventColumns {
  const length = pages.reduce((sum, { atMs }) => sum + atMs.length, 0);
  const joined = {
    atMs: new Float64Array(length),
    skill: new Int32Array(length),
    session: new Int32Array(length),
    user: new Int32Array(length),
    phase: new Int32Array(length),
    completed: new Int8Array(length),
    durationSeconds: new Float64Array(length),
    sessionStartMs: new Float64Array(length),
  };
  let at = 0;
  for (const page of pages) {
    joined.atMs.set(page.atMs, at);
    joined.skill.set(page.skill, at);
    joined.session.set(page.session, at);
    joined.user.set(page.user, at);
    joined.phase.set(page.phase, at);
    joined.completed.set(page.completed, at);
    joined.durationSeconds.set(page.durationSeconds, at);
    joined.sessionStartMs.set(page.sessionStartMs, at);
    at += page.atMs.length;
  }
  return joined;
}
