import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer, useSince } from '../app/page-context.ts';
import { Loaded } from '../components/panel.tsx';
import { ActivityPanel } from './overview/activity-panel.tsx';
import { AttentionPanel } from './overview/attention-panel.tsx';
import { EmptyWorld } from './overview/empty-world.tsx';
import { FailsMostPanel } from './overview/fails-most-panel.tsx';
import { LatestCallsPanel } from './overview/latest-calls-panel.tsx';
import { MostUsedPanel } from './overview/most-used-panel.tsx';
import { NeverUsedPanel } from './overview/never-used-panel.tsx';
import { Tiles } from './overview/tiles.tsx';
import { WeekPanel } from './overview/week-panel.tsx';

/** Which skills work: one page. */
export function OverviewPage(): JSX.Element {
  const since = useSince();
  const answer = useAnswer(ask.overview({ since, limit: '10' }));
  const { result } = answer;
  if (result !== undefined && result.totals.invocations === 0) return <EmptyWorld since={since} />;
  if (result === undefined && answer.problem !== undefined) return <Loaded answer={answer}>{() => null}</Loaded>;
  return (
    <div class="grid">
      <Tiles result={result} />
      <ActivityPanel answer={answer} />
      <WeekPanel />
      <MostUsedPanel answer={answer} />
      <div class="stack span-third">
        <AttentionPanel />
        <NeverUsedPanel answer={answer} />
      </div>
      <FailsMostPanel answer={answer} />
      <LatestCallsPanel />
    </div>
  );
}
