// JSON leaves C1 controls, DEL and bidi characters as they are, and a terminal acts on them.
const unsafe = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;

/** A value as indented JSON in which no character can steer a terminal. Ends with a newline. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(unsafe, (character) =>
    Array.from({ length: character.length }, (_, index) => escapeOf(character.charCodeAt(index))).join(''),
  );
  return `${text}\n`;
}

function escapeOf(codeUnit: number): string {
  return `\\u${codeUnit.toString(16).padStart(4, '0')}`;
}
