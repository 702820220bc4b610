import type { JSX } from 'preact';
import { sinceChoices, usePage, useSince, usualSince } from './page-context.ts';

/** How far back the figures go; kept in the address, so that a link shows the same. */
export function WindowSwitch(): JSX.Element {
  const { router } = usePage();
  const since = useSince();
  return (
    <label class="choice">
      <span class="visually-hidden">Window</span>
      <select
        value={since}
        onChange={({ currentTarget: { value } }) => router.adjust({ since: value === usualSince ? undefined : value })}
      >
        {sinceChoices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
