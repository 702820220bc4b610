// What spreadsheets take for the beginning of a formula, their full-width forms included; OWASP, "CSV Injection".
const formulaStart = /^'*[=+\-@\t\r\n＝＋－＠]/;

/**
 * A text that no spreadsheet runs as a formula: one that could be gets an apostrophe in front. A text that already looks
 * guarded gets one more, so that `unguarded` gives back every text as it was.
 *
 * @example
 * guarded('=HYPERLINK("…")'); // "'=HYPERLINK(\"…\")"
 */
export function guarded(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/** The text that was guarded. An apostrophe before anything else than the start of a formula is an honest one. */
export function unguarded(text: string): string {
  return text.startsWith("'") && formulaStart.test(text) ? text.slice(1) : text;
}
