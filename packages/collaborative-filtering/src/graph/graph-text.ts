// What no label may hold: controls, line and paragraph separators, and what changes the direction of text.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A name as one line of visible characters. */
export function lineOf(name: string): string {
  const line = name.replaceAll(unprintable, ' ').trim();
  return line === '' ? '(unprintable)' : line;
}

/** `2.4` or `38 %`: the number on an edge. */
export function edgeLabel({ kind, weight }: { readonly kind: string; readonly weight: number }): string {
  return kind === 'follows' ? `${Math.round(weight * 100)} %` : `×${weight.toFixed(1)}`;
}
