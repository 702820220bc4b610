// What shows nothing or steers a terminal; the format itself escapes the line feed.
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const special = /[\\"\n]/g;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

/**
 * Labels as they stand between the braces, in the order given. Names that differ stay apart: nothing but the quotes ends a
 * value. Control and format characters are shown by their number.
 *
 * @example
 * labelText({ skill_name: 'a,b:"c"', workflow_phase: 'setup' }); // 'skill_name="a,b:\\"c\\"",workflow_phase="setup"'
 */
export function labelText(labels: Readonly<Record<string, string>>): string {
  let text = '';
  for (const name in labels) text += `${text === '' ? '' : ','}${name}="${labelValue(labels[name] ?? '')}"`;
  return text;
}

function labelValue(value: string): string {
  // Almost every name is of letters, digits and simple signs.
  if (/^[\w ./:@-]*$/.test(value)) return value;
  return value
    .toWellFormed()
    .replace(unseen, (character) =>
      character === '\n' ? '\n' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    )
    .replace(special, (character) => escapes[character] ?? character);
}
