/** What a cell of an exported table may hold. */
export type CsvCell = string | number | boolean | null;

// A spreadsheet takes a text that begins so for a formula (OWASP, CSV injection).
const formula = /^[\s]*[=+\-@\t\r＝＋－＠]/;
const special = /[",\r\n]/;

/** RFC 4180 with a header row. Texts that a spreadsheet would run are led by an apostrophe; numbers stay numbers. */
export function csvText(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows]
    .map((row) => row.map(csvCell).join(','))
    .join('\r\n')
    .concat('\r\n');
}

function csvCell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
