const dayMs = 86_400_000;

/** `2026-02-10` of days since 1970-01-01 UTC. */
export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}
