const longest = 1024;

/**
 * A name or label from outside as it may be stored: verbatim, but of at most 1024 UTF-16 units, without lone surrogates
 * and NUL, which SQLite would cut off or refuse.
 *
 * @returns `undefined` for an empty text
 */
export function cleanText(text: string): string | undefined {
  if (text === '') return undefined;
  if (text.length <= longest && text.isWellFormed() && !text.includes('\0')) return text;
  return text.slice(0, longest).toWellFormed().replaceAll('\0', '\uFFFD');
}
