import type { Style } from './style.ts';

const shades = ['░', '▒', '▓', '█'] as const;
const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export function weekdayName(weekday: number): string {
  return weekdayNames[weekday] ?? '';
}

export type WeekMapLayout = { readonly style: Style };

/**
 * Days of the week beneath each other, hours beside, two columns each: the darker the greater, `·` for none.
 *
 * @param value - at a weekday (Monday 0) and an hour, 0 or more
 */
export function renderWeekMap(
  value: (weekday: number, hour: number) => number,
  { style }: WeekMapLayout,
): readonly string[] {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const greatest = Math.max(...weekdayNames.flatMap((_, weekday) => hours.map((hour) => value(weekday, hour))));
  const rows = weekdayNames.map((name, weekday) => {
    const cells = hours.map((hour) => shade(value(weekday, hour), greatest).repeat(2));
    return `  ${style.dim(name)}  ${style.cyan(cells.join(''))}`;
  });
  const scale = hours.map((hour) => (hour % 6 === 0 ? String(hour).padStart(2, '0').padEnd(12) : '')).join('');
  return [...rows, `       ${style.dim(`${scale.trimEnd()} UTC`)}`];
}

function shade(value: number, greatest: number): string {
  if (!(value > 0)) return '·';
  return shades[Math.min(shades.length, Math.ceil((value / greatest) * shades.length)) - 1] ?? shades[0];
}
