/** Ids of the database; small ones take small arrays. */
export type IdColumn = Int32Array | Uint16Array | Uint8Array;

/** Events in the order of their keys, one array per field. 0 stands for none. */
export type EventColumns = {
  readonly events: number;
  /** UTC epoch milliseconds. */
  readonly atMs: Float64Array;
  readonly skill: IdColumn;
  readonly session: IdColumn;
  readonly user: IdColumn;
  readonly project: IdColumn;
  /** Id of the label. */
  readonly phase: IdColumn;
  /** 1 completed, 0 failed, -1 unknown. */
  readonly completed: Int8Array;
  /** NaN for unknown. */
  readonly durationSeconds: Float64Array;
};

export type EventField = Exclude<keyof EventColumns, 'events'>;

type FieldDefinition = {
  /** Number in `event_segment_column`. */
  readonly number: number;
  /** Of the row `e` of the log. */
  readonly sql: string;
};

export const eventFields: Readonly<Record<EventField, FieldDefinition>> = {
  atMs: { number: 0, sql: 'e.event_key >> 21' },
  skill: { number: 1, sql: 'e.skill_id' },
  session: { number: 2, sql: 'e.session_id' },
  user: { number: 3, sql: 'coalesce(e.user_id, 0)' },
  project: { number: 4, sql: 'coalesce(e.project_id, 0)' },
  phase: { number: 5, sql: 'coalesce(e.phase_label, 0)' },
  completed: { number: 6, sql: 'coalesce(e.completed, -1)' },
  durationSeconds: { number: 7, sql: 'e.duration_seconds' },
};

export const everyEventField: readonly EventField[] = [
  'atMs',
  'skill',
  'session',
  'user',
  'project',
  'phase',
  'completed',
  'durationSeconds',
];

/** Numbers of some fields; a field that is missing becomes an empty array. */
export function toEventColumns(
  events: number,
  numbers: Readonly<Partial<Record<EventField, ArrayLike<number>>>>,
): EventColumns {
  const none: readonly number[] = [];
  return {
    events,
    atMs: toFloats(numbers.atMs ?? none),
    skill: toIds(numbers.skill ?? none),
    session: toIds(numbers.session ?? none),
    user: toIds(numbers.user ?? none),
    project: toIds(numbers.project ?? none),
    phase: toIds(numbers.phase ?? none),
    completed: numbers.completed instanceof Int8Array ? numbers.completed : Int8Array.from(numbers.completed ?? none),
    durationSeconds: toFloats(numbers.durationSeconds ?? none),
  };
}

/** The events from one place to below another; a view, not a copy. */
export function sliceColumns(columns: EventColumns, from: number, to: number): EventColumns {
  if (from === 0 && to === columns.events) return columns;
  return {
    events: to - from,
    atMs: columns.atMs.subarray(from, to),
    skill: columns.skill.subarray(from, to),
    session: columns.session.subarray(from, to),
    user: columns.user.subarray(from, to),
    project: columns.project.subarray(from, to),
    phase: columns.phase.subarray(from, to),
    completed: columns.completed.subarray(from, to),
    durationSeconds: columns.durationSeconds.subarray(from, to),
  };
}

function toFloats(numbers: ArrayLike<number>): Float64Array {
  return numbers instanceof Float64Array ? numbers : Float64Array.from(numbers);
}

function toIds(numbers: ArrayLike<number>): IdColumn {
  const isIds = numbers instanceof Int32Array || numbers instanceof Uint16Array || numbers instanceof Uint8Array;
  if (isIds) return numbers;
  // As in segments, so that loops over both meet one type of array: with two they take a third longer.
  let most = 0;
  for (let index = 0; index < numbers.length; index += 1) most = Math.max(most, numbers[index] ?? 0);
  return most <= 0xff ? Uint8Array.from(numbers) : Int32Array.from(numbers);
}
