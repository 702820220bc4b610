import { expect, test } from 'vitest';
import { displayWidth } from '@skills/text';
import { createStyle } from './style.ts';
import type { Column } from './table.ts';
import { renderTable } from './table.ts';

type Row = { readonly name: string; readonly calls: number };
const columns: readonly Column<Row>[] = [
  { header: 'skill', cell: (row) => row.name, shrinkTo: 6 },
  { header: 'calls', cell: (row) => String(row.calls), align: 'right' },
  { header: 'rest', cell: () => 'x'.repeat(10), dispensable: 1 },
];
const rows: readonly Row[] = [
  { name: 'pdf', calls: 7 },
  { name: 'a-long-skill-name', calls: 1234 },
];
const style = createStyle(false);

test('numbers stand under each other at the right', () => {
  expect(renderTable(rows, columns.slice(0, 2), { width: 80, style })).toEqual([
    '  skill              calls',
    '  pdf                    7',
    '  a-long-skill-name   1234',
  ]);
});

test('the name gives way first, then whole columns, and no line is wider than the terminal', () => {
  const narrow = renderTable(rows, columns, { width: 30, style });
  expect(narrow[2]).toBe('  a-long-s…   1234  xxxxxxxxxx');
  const narrower = renderTable(rows, columns, { width: 20, style });
  expect(narrower[2]).toBe('  a-long-ski…   1234');
  expect(Math.max(...[...narrow, ...narrower].map(displayWidth))).toBeLessThanOrEqual(30);
});

test('wide characters count as two columns', () => {
  const lines = renderTable([{ name: '日本', calls: 1 }, ...rows], columns.slice(0, 2), { width: 80, style });
  expect(new Set(lines.map(displayWidth)).size).toBe(1);
});

test('paint does not change the alignment', () => {
  const painted = renderTable(
    rows,
    [
      { header: 'skill', cell: (row) => row.name, paint: () => createStyle(true).red },
      { header: 'calls', cell: () => '1' },
    ],
    { width: 80, style },
  );
  expect(painted[1]).toBe(`  \u001b[31mpdf              \u001b[39m  1`);
});
