import { displayWidth } from '@skills/text';

/**
 * The words of a text in lines of at most `columns`. A longer word, such as a path, has a line of its own.
 *
 * @example
 * wrapText('what ran in which hour', 12); // ['what ran in', 'which hour']
 */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A message as one line; on a terminal between words, with what follows the first line indented. */
export function messageLines(text: string, screen: { readonly isTTY?: boolean; readonly columns?: number }): string {
  if (screen.isTTY !== true || screen.columns === undefined) return text;
  return wrapText(text, screen.columns - indent.length).join(`\n${indent}`);
}

const indent = '  ';
