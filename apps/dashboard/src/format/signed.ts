import { formatCount } from '@skills/text';

/** A difference of fractions in whole points: `+3 points`. */
export function formatPoints(change: number): string {
  const points = Math.round(Math.abs(change) * 100);
  return `${points === 0 ? '±' : signOf(change)}${points} ${points === 1 ? 'point' : 'points'}`;
}

/** A signed percentage that is a percentage already, such as `−12 %`. */
export function formatPercentChange(percent: number | null): string {
  if (percent === null) return '–';
  const whole = Math.round(Math.abs(percent));
  return `${whole === 0 ? '±' : signOf(percent)}${formatCount(whole)} %`;
}

function signOf(change: number): string {
  if (change === 0) return '±';
  return change > 0 ? '+' : '−';
}
