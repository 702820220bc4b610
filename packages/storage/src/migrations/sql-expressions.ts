/**
 * True when the time `a` is before `b`. By time and not as text: three formats are mixed in these columns, and a space
 * sorts before `T`. Equal to the millisecond, the text decides, so that microseconds still count.
 */
export function isEarlier(a: string, b: string): string {
  return `((julianday(${a}), ${a}) < (julianday(${b}), ${b}))`;
}

/** For ORDER BY: by time, the unreadable ones last. */
export function byTime(column: string, direction: 'ASC' | 'DESC' = 'ASC'): string {
  return `julianday(${column}) IS NULL, julianday(${column}) ${direction}, ${column} ${direction}`;
}

/** The number in a column, NULL for text and blobs: the predecessor validates nothing. */
export function numberIn(column: string): string {
  return `CASE WHEN typeof(${column}) IN ('integer', 'real') THEN ${column} END`;
}

/** 1.0, 0.0, or NULL when the outcome is unknown, so that AVG is a completion rate (a fraction). */
export function outcomeOf(column: string): string {
  return `CASE WHEN ${column} = 1 THEN 1.0 WHEN ${column} = 0 THEN 0.0 END`;
}

/**
 * A JSON object of counts with one more for `key`. The key never becomes part of a JSON path, so dots, brackets, quotes
 * and the empty string are keys like any other.
 */
export function countOneMore(map: string, key: string): string {
  return `json_patch(${map}, json_object(${key},
      1 + coalesce((SELECT entry.value FROM json_each(${map}) AS entry WHERE entry.key = ${key}), 0)))`;
}

/** A column that holds a JSON array, or an empty array when it holds anything else. */
export function jsonArrayOf(column: string): string {
  return `CASE WHEN json_valid(${column}) AND json_type(${column}) = 'array' THEN ${column} ELSE '[]' END`;
}

/** What an element of `json_each(…) AS element` is as text: a nested one is its JSON. */
export const elementText = `CAST(element.value AS TEXT)`;

/** The elements of a JSON array column as rows `text`. */
export function textElements(column: string): string {
  return `SELECT ${elementText} AS text FROM json_each(${jsonArrayOf(column)}) AS element WHERE element.type <> 'null'`;
}

/** Makes only what is not there: a script of the tables and indexes of a version, for a database that may lack some. */
export function ifMissing(script: string): string {
  return script.replaceAll(/CREATE (UNIQUE INDEX|INDEX|TABLE|VIRTUAL TABLE) (?!IF NOT)/g, 'CREATE $1 IF NOT EXISTS ');
}
