import { formatAgo, formatCount, formatDuration, formatPercent, formatUsd } from '@skills/text';
import type { ShowResult } from '@skills/schema';
import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer, usePage, usePlace, useSince } from '../app/page-context.ts';
import { FunnelSteps } from '../charts/funnel.tsx';
import { WeekMap } from '../charts/week-map.tsx';
import { Facts } from '../components/facts.tsx';
import { Empty, Loaded, Panel } from '../components/panel.tsx';
import { RateNote } from '../components/rate.tsx';
import { kindWords } from '../components/skill-name.tsx';
import { formatWindow } from '../format/time.ts';
import { ErrorsPanel } from './skill/errors-panel.tsx';
import { NextPanel } from './skill/next-panel.tsx';
import { OutcomesPanel } from './skill/outcomes-panel.tsx';
import { RelatedPanel } from './skill/related-panel.tsx';
import { SkillActivityPanel } from './skill/skill-activity-panel.tsx';
import { VersionsPanel } from './skill/versions-panel.tsx';

const factNames = ['Calls', 'Works', 'Half take less than', 'Sessions', 'Cost', 'Last call'];

/** Everything about one skill. */
export function SkillPage(): JSX.Element {
  const { router, nowMs } = usePage();
  const { name = '', kind } = usePlace().query;
  const since = useSince();
  const query = { since, ...(kind === undefined ? {} : { kind }) };
  const answer = useAnswer(ask.skill(name, query));
  const trend = useAnswer(ask.trend(name, { ...query, since: since === '24h' ? '7d' : since }));
  const { result, problem } = answer;
  if (result === undefined && problem !== undefined) {
    return (
      <Empty>
        <p>{problem}</p>
        <button type="button" onClick={() => router.adjust({ since: 'all' })}>
          Look at all time
        </button>
      </Empty>
    );
  }
  return (
    <div class="grid">
      <Facts
        label="Figures of the skill"
        isBusy={result === undefined}
        facts={result === undefined ? factNames.map((fact) => ({ name: fact, value: '' })) : facts(result, nowMs())}
      />
      <SkillActivityPanel answer={answer} trend={trend.result} />
      <div class="stack span-third">
        <Panel title="Offered, used, completed" span="third" note="sessions">
          <Loaded answer={answer} lines={5}>
            {({ funnel }) =>
              funnel.offered + funnel.activated === 0 ? (
                <Empty>Nothing of this kind is offered to a model; it is always there.</Empty>
              ) : (
                <FunnelSteps {...funnel} />
              )
            }
          </Loaded>
        </Panel>
        <ErrorsPanel answer={answer} />
      </div>
      <OutcomesPanel answer={answer} title="By project" header="Project" rowsOf={projectRows} />
      <div class="stack span-half">
        <OutcomesPanel answer={answer} title="By phase of work" header="Phase" rowsOf={phaseRows} />
        <Panel title="When it runs" span="half">
          <Loaded answer={trend} lines={9}>
            {({ seasonality }) => <WeekMap title="When it runs" profile={seasonality.profile} />}
          </Loaded>
        </Panel>
      </div>
      <RelatedPanel answer={answer} />
      <div class="stack span-half">
        <NextPanel name={name} />
        <VersionsPanel name={name} since={since} />
      </div>
    </div>
  );
}

function facts(result: ShowResult, nowMs: number): Parameters<typeof Facts>[0]['facts'] {
  const { completionRateLower: lower, completionRateUpper: upper } = result;
  return [
    {
      name: 'Calls',
      value: formatCount(result.invocations),
      note: `${kindWords(result.kind)}, ${formatWindow(result.window)}`,
    },
    {
      name: 'Works',
      value: formatPercent(result.completionRate),
      note: <RateNote rate={result.completionRate} lower={lower} upper={upper} />,
    },
    {
      name: 'Half take less than',
      value: formatDuration(result.p50DurationSeconds),
      note: `95 % less than ${formatDuration(result.p95DurationSeconds)}`,
    },
    {
      name: 'Sessions',
      value: formatCount(result.sessions),
      note: `in ${formatCount(result.byProject.length)} projects`,
    },
    {
      name: 'Cost',
      value: formatUsd(result.costUsd),
      note: result.costUsd === null ? 'no message names this skill' : 'of messages that name it',
    },
    {
      name: 'Last call',
      value: formatAgo(Date.parse(result.lastInvokedAt), nowMs),
      note: result.lastInvokedAt.slice(0, 16).replace('T', ' '),
    },
  ];
}

function projectRows({ byProject }: ShowResult): ReturnType<Parameters<typeof OutcomesPanel>[0]['rowsOf']> {
  return byProject.map(({ projectId, name, ...counts }) => ({ key: projectId, label: name, ...counts }));
}

function phaseRows({ byPhase }: ShowResult): ReturnType<Parameters<typeof OutcomesPanel>[0]['rowsOf']> {
  return byPhase.map(({ phase, ...counts }) => ({ key: phase, label: phase, ...counts }));
}
