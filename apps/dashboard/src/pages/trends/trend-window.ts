/** A trend needs days: of a day alone the week is shown. */
export function trendSince(since: string): string {
  return since === '24h' ? '7d' : since;
}
