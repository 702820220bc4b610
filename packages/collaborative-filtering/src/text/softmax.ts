/** Scores as probabilities; the larger `sharpness`, the surer the highest. */
export function softmax(scores: readonly number[], sharpness: number): number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp((score - highest) * sharpness));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
