const most = 3;

/** `code-review, lint and test-run`, at most three names. */
export function namesText(names: readonly string[]): string {
  const shown = names.slice(0, most);
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** `works in 92 % of its calls`; nothing for an unknown rate. */
export function rateWords(completionRate: number | null): string[] {
  return completionRate === null ? [] : [`works in ${percent(completionRate)} % of its calls`];
}

/** Only 1 is 100 % and only 0 is 0 %. */
function percent(fraction: number): number {
  if (fraction > 0 && fraction < 0.01) return 1;
  return fraction < 1 && fraction > 0.99 ? 99 : Math.round(100 * fraction);
}
