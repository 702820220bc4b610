const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Cuts text that is several JSON objects with nothing but white space between them. Only braces and strings are looked
 * at, so each part still has to parse.
 *
 * @returns the objects' places as [start, end), at least two, or `undefined` when the text is not built that way
 * @example
 * gluedObjects('{"a":"}"}{"b":2}'); // [[0, 9], [9, 16]]
 */
export function gluedObjects(text: string): readonly (readonly [number, number])[] | undefined {
  const parts: [number, number][] = [];
  let at = 0;
  while (at < text.length) {
    const end = objectEnd(text, at);
    if (end === undefined) return undefined;
    parts.push([at, end]);
    at = end;
    while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  }
  return parts.length > 1 ? parts : undefined;
}

/** Position behind the object that starts at `start`. */
function objectEnd(text: string, start: number): number | undefined {
  if (text.charCodeAt(start) !== openBrace) return undefined;
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      for (at += 1; at < text.length && text.charCodeAt(at) !== quote; at += 1) {
        if (text.charCodeAt(at) === backslash) at += 1;
      }
    } else if (code === openBrace) depth += 1;
    else if (code === closeBrace) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}
