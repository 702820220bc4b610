export type LogTail = {
  /** Logarithm of a tail probability at u, and its derivative. */
  readonly at: (u: number) => { readonly value: number; readonly slope: number };
  /** Where the search begins: a range that holds the answer. */
  readonly low: number;
  readonly high: number;
};

/**
 * Point at which a monotone log tail reaches `target`: Newton's steps, and bisection where they leave the bracket.
 * Quantiles are found on this scale because a log tail is nearly straight where the tail itself is flat.
 */
export function invertLogTail(tail: LogTail, target: number, start: number): number {
  let { low, high } = tail;
  const rising = tail.at(high).value > tail.at(low).value;
  let u = Math.min(Math.max(start, low), high);
  for (let step = 0; step < 400; step += 1) {
    const { value, slope } = tail.at(u);
    const gap = value - target;
    if (gap === 0) return u;
    if (gap < 0 === rising) low = u;
    else high = u;
    const newton = u - gap / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - u) <= 1e-15 * Math.max(1e-3, Math.abs(u)) || next === u) return next;
    u = next;
  }
  return u;
}
