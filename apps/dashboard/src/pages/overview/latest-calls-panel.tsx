import { formatAgo, formatDuration, safeText } from '@skills/text';
import type { RecentEvent } from '@skills/schema';
import type { JSX } from 'preact';
import { usePage, useTopic } from '../../app/page-context.ts';
import { Outcome } from '../../components/outcome.tsx';
import { Empty, Panel } from '../../components/panel.tsx';
import { SkillName } from '../../components/skill-name.tsx';

const shown = 8;

/** The newest calls, as they come. */
export function LatestCallsPanel(): JSX.Element {
  const { nowMs } = usePage();
  const state = useTopic('events');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rows of the topic `events` (docs/realtime.md)
  const events = [...(state?.rows.values() ?? [])] as unknown as readonly Omit<RecentEvent, 'key'>[];
  const latest = events.toSorted((a, b) => (a.invokedAt < b.invokedAt ? 1 : -1)).slice(0, shown);
  return (
    <Panel title="Latest calls" span="third">
      {state !== undefined && latest.length === 0 ? <Empty>Nothing ran yet.</Empty> : null}
      <ol class="events latest" aria-busy={state === undefined}>
        {latest.map((event) => (
          <li key={`${event.invokedAt} ${event.skillName} ${event.source}`}>
            <Outcome completed={event.completed} />
            <SkillName name={event.skillName} kind={event.kind} />
            <small class="note">
              {formatAgo(Date.parse(event.invokedAt), nowMs())}
              {event.projectName === null ? '' : ` in ${safeText(event.projectName, 24)}`}
              {event.durationSeconds === null ? '' : `, ${formatDuration(event.durationSeconds)}`}
            </small>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
