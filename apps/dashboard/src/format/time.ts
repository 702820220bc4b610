const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `21 Nov` of an ISO time, in UTC. */
export function formatDay(isoTime: string): string {
  return `${Number(isoTime.slice(8, 10))} ${months[Number(isoTime.slice(5, 7)) - 1] ?? ''}`;
}

/** `21 Nov 16:40`, in UTC. */
export function formatMoment(isoTime: string): string {
  return `${formatDay(isoTime)} ${isoTime.slice(11, 16)}`;
}

// Of all time: the log holds nothing older.
const earliest = '2000-01-01';

/** `14–21 Nov 2026` of a half-open window, in UTC; hours where it is shorter than two days. */
export function formatWindow({ since, until }: { readonly since: string; readonly until: string }): string {
  const lengthMs = Date.parse(until) - Date.parse(since);
  if (lengthMs <= 2 * 86_400_000) return `${formatMoment(since)} to ${formatMoment(until)} UTC`;
  const last = new Date(Date.parse(until) - 1).toISOString();
  const lastDay = `${formatDay(last)} ${last.slice(0, 4)} UTC`;
  if (since.startsWith(earliest)) return `up to ${lastDay}`;
  if (since.slice(0, 4) !== last.slice(0, 4)) return `${formatDay(since)} ${since.slice(0, 4)}–${lastDay}`;
  const first = since.slice(0, 7) === last.slice(0, 7) ? String(Number(since.slice(8, 10))) : formatDay(since);
  return `${first}–${lastDay}`;
}

/** `09:05` where the reader is. */
export function formatClock(epochMs: number): string {
  const at = new Date(epochMs);
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
}

/** Monday is 0. */
export function weekdayName(weekday: number): string {
  return weekdays[weekday] ?? '';
}
