/** Longest label, name or id that the database keeps, in UTF-16 code units. */
export const longestLabel = 1024;

/**
 * Text as the database keeps it: without NUL (SQLite's functions stop there), well-formed, and of bounded length.
 *
 * @example
 * cleanText('re\0view \ud800', 1024); // 'review \ufffd'
 */
export function cleanText(text: string, maxLength: number = longestLabel): string {
  const cut = text.length > maxLength ? text.slice(0, maxLength) : text;
  const withoutNul = cut.includes('\0') ? cut.replaceAll('\0', '') : cut;
  return withoutNul.isWellFormed() ? withoutNul : withoutNul.toWellFormed();
}
