/** `1 / (1 + exp(-x))`. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The inverse of `logistic`, for probabilities in (0, 1). */
export function logOdds(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** Moves a probability away from 0 and 1, where log-odds and logarithmic loss have no end. */
export function insideUnit(probability: number, margin: number = 1e-6): number {
  return Math.min(1 - margin, Math.max(margin, probability));
}
