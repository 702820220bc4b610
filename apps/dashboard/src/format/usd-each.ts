import { formatUsd } from '@skills/text';

/** What one of many costs: in cents with two figures below a dollar, such as `1.4 ¢`; `–` for unknown. */
export function formatUsdEach(usd: number | null): string {
  if (usd === null || usd >= 1 || usd === 0) return formatUsd(usd);
  const cents = usd * 100;
  if (cents < 0.01) return '<0.01 ¢';
  return `${cents >= 10 ? Math.round(cents) : Number(cents.toPrecision(2))} ¢`;
}
