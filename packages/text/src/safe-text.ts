import { displayWidth, truncateToWidth } from './display-width.ts';

/** Longest stored text that reaches a terminal, in columns. */
export const maximumColumns = 128;

// ECMA-48: a control string (DCS, SOS, OSC, PM, APC) runs to its terminator, a control sequence (CSI) to its final
// byte. One that never ends swallows the rest, as it would in a terminal.
// oxlint-disable-next-line no-control-regex
const escapeSequences =
  /(?:\x1b[PX\]^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|(?=\x1b)|$)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?/g;
const lineBreaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
// Controls, format characters (bidi, zero width, tags), and what else shows nothing (fillers, variation selectors).
const invisible = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
// More than two marks on one letter climb into the lines above and below.
const stackedMarks = /(\p{M}{2})\p{M}+/gu;

/**
 * A text from outside in a form that cannot steer a terminal: escape sequences, control, bidi, zero-width and tag
 * characters are gone, line breaks are spaces, and it ends after `columns`. Every stored string that is printed for a
 * person goes through here.
 *
 * @returns at most `columns` wide; `(unprintable)` when nothing visible is left
 * @example
 * safeText('\u001b]0;owned\u0007review'); // 'review'
 */
export function safeText(text: string, columns: number = maximumColumns): string {
  const visible = text
    .toWellFormed()
    .replace(escapeSequences, '')
    .replace(lineBreaks, ' ')
    .replace(invisible, '')
    .replace(stackedMarks, '$1')
    .trim();
  return truncateToWidth(displayWidth(visible) === 0 ? '(unprintable)' : visible, columns);
}
