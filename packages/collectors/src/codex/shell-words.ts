/** One simple command: its words, without redirections and without what it writes to. */
export type SimpleCommand = readonly string[];

/**
 * Cuts shell text into simple commands, well enough to see which programs read which files. Quotes and backslashes
 * are honoured, `;`, `&`, `|`, brackets and newlines separate, text behind a here-document mark is not looked at.
 *
 * @example
 * simpleCommands("cd /x && sed -n '1,9p' a/SKILL.md > out"); // [['cd', '/x'], ['sed', '-n', '1,9p', 'a/SKILL.md']]
 */
export function simpleCommands(text: string): readonly SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let isTarget = false;
  const endWord = (): void => {
    if (word === undefined) return;
    if (!isTarget) words.push(word);
    isTarget = false;
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    isTarget = false;
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "'" || char === '"') {
      const quoted = quotedText(text, at);
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else if (char === '\\' && escapable.has(text.charAt(at + 1))) {
      at += 1;
      if (text.charAt(at) !== '\n') word = (word ?? '') + text.charAt(at);
    } else if (char === '<' && text.charAt(at + 1) === '<') {
      break;
    } else if (char === '>') {
      if (word !== undefined && /^\d$/.test(word)) word = undefined;
      endWord();
      isTarget = true;
      if (text.charAt(at + 1) === '>' || text.charAt(at + 1) === '&') at += 1;
    } else if (separators.has(char)) {
      endCommand();
    } else if (char === ' ' || char === '\t' || char === '\r' || char === '<') {
      endWord();
    } else {
      word = (word ?? '') + char;
    }
  }
  endCommand();
  return commands;
}

const separators: ReadonlySet<string> = new Set([';', '&', '|', '(', ')', '\n', '`']);
// A backslash before any other character stays: Windows paths.
const escapable: ReadonlySet<string> = new Set([' ', "'", '"', '\\', '$', '\n', '&', ';', '(', ')']);

function quotedText(text: string, start: number): { readonly text: string; readonly end: number } {
  const quote = text.charAt(start);
  let content = '';
  let at = start + 1;
  for (; at < text.length && text.charAt(at) !== quote; at += 1) {
    const next = text.charAt(at + 1);
    if (quote === '"' && text.charAt(at) === '\\' && (next === '"' || next === '\\' || next === '$')) at += 1;
    content += text.charAt(at);
  }
  return { text: content, end: at };
}
