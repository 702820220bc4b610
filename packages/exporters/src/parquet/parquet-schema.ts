import type { SchemaElement } from 'hyparquet';
import { eventColumns, type ColumnKind, type EventColumn } from '../event-columns.ts';

type Leaf = Pick<SchemaElement, 'type' | 'converted_type' | 'logical_type'>;

const text: Leaf = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };

const leaves = {
  text,
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  boolean: { type: 'BOOLEAN' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  json: { type: 'BYTE_ARRAY', converted_type: 'JSON', logical_type: { type: 'JSON' } },
} as const satisfies Record<Exclude<ColumnKind, 'texts'>, Leaf>;

/** Typed columns, one for each field of the event; every field that may be absent is nullable. */
export const parquetSchema: SchemaElement[] = [
  { name: 'skill_event', num_children: eventColumns.length },
  ...eventColumns.flatMap(elementsOf),
];

function elementsOf({ name, kind, required }: EventColumn): readonly SchemaElement[] {
  const repetition_type = required ? 'REQUIRED' : 'OPTIONAL';
  if (kind !== 'texts') return [{ name, repetition_type, ...leaves[kind] }];
  return [
    { name, repetition_type, num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', ...text },
  ];
}
