const unknown = '–';

/** `12345` as `12,345`. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 project`, `2 projects`. */
export function formatCountOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A fraction as whole percent; `–` for unknown. Only 1 is 100 % and only 0 is 0 %. */
export function formatPercent(fraction: number | null): string {
  return fraction === null ? unknown : `${wholePercent(fraction)} %`;
}

/** The bounds of an interval of fractions, such as `88–95 %`; never narrowed to a single certain number. */
export function formatInterval(lower: number | null, upper: number | null): string {
  if (lower === null || upper === null) return unknown;
  const from = lower < 1 ? Math.min(99, Math.round(lower * 100)) : 100;
  const to = upper > 0 ? Math.max(1, Math.round(upper * 100)) : 0;
  return `${from}–${to} %`;
}

function wholePercent(fraction: number): number {
  if (fraction > 0 && fraction < 0.01) return 1;
  if (fraction < 1 && fraction > 0.99) return 99;
  return Math.round(fraction * 100);
}

const secondUnits = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3_600 },
  { unit: 'min', seconds: 60 },
  { unit: 's', seconds: 1 },
  { unit: 'ms', seconds: 0.001 },
] as const;

/** Seconds with two significant figures in the unit that suits: `340 ms`, `1.2 s`, `3 min`; `–` for unknown. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return unknown;
  if (seconds < 0.001) return seconds === 0 ? '0 s' : '<1 ms';
  const { unit, seconds: size } = secondUnits.find((candidate) => seconds >= candidate.seconds) ?? secondUnits[4];
  return `${twoFigures(seconds / size)} ${unit}`;
}

/** How long ago, such as `3 h ago`; `now` below a minute. */
export function formatAgo(atMs: number, nowMs: number): string {
  const seconds = (nowMs - atMs) / 1000;
  return seconds < 60 ? 'now' : `${formatDuration(Math.floor(seconds))} ago`;
}

/** `1234567` as `1.2 M`. */
export function formatTokens(count: number): string {
  return scaled(count, ['', 'k', 'M', 'G', 'T']);
}

/** Bytes in decimal units, such as `220 MB`. */
export function formatBytes(bytes: number): string {
  return scaled(bytes, ['B', 'kB', 'MB', 'GB', 'TB']);
}

function scaled(amount: number, units: readonly string[]): string {
  let value = amount;
  let index = 0;
  // 999.5 would be printed as 1000.
  while (value >= 999.5 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  return `${twoFigures(value)} ${units[index] ?? ''}`.trimEnd();
}

function twoFigures(value: number): string {
  return value >= 9.95 || Number.isInteger(value) ? formatCount(value) : value.toFixed(1).replace(/\.0$/, '');
}

/** US dollars with cents, without them from 1,000 on; `–` for unknown. */
export function formatUsd(usd: number | null): string {
  if (usd === null) return unknown;
  if (usd > 0 && usd < 0.01) return '<$0.01';
  return usd < 1000 ? `$${usd.toFixed(2)}` : `$${formatCount(usd)}`;
}
