import { wilsonScoreInterval } from '@skills/analytics';
import type { OverviewResult } from '@skills/schema';
import { formatCount, formatUsd } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer, usePage } from '../../app/page-context.ts';
import { Rate } from '../../components/rate.tsx';
import { Loaded, Panel } from '../../components/panel.tsx';
import { formatDay } from '../../format/time.ts';
import { formatPercentChange, formatPoints } from '../../format/signed.ts';

const dayMs = 86_400_000;

/** The last seven whole days beside the seven before. */
export function WeekPanel(): JSX.Element {
  const { nowMs } = usePage();
  const today = Math.floor(nowMs() / dayMs) * dayMs;
  const [before, since, until] = [14, 7, 0].map((days) => new Date(today - days * dayMs).toISOString());
  const week = useAnswer(ask.overview({ since: since ?? '', until: until ?? '', limit: '1' }));
  const earlier = useAnswer(ask.overview({ since: before ?? '', until: since ?? '', limit: '1' }));
  return (
    <Panel
      title="Since last week"
      span="third"
      note={`7 whole days to ${formatDay(new Date(today - 1).toISOString())}`}
    >
      <Loaded answer={earlier} lines={13}>
        {(then) => (
          <Loaded answer={week} lines={13}>
            {(now) => <WeekTable now={now} before={then} />}
          </Loaded>
        )}
      </Loaded>
    </Panel>
  );
}

type WeekTableProps = { readonly now: OverviewResult; readonly before: OverviewResult };

function WeekTable({ now, before }: WeekTableProps): JSX.Element {
  const counts = [
    { name: 'Calls', of: ({ totals }: OverviewResult) => totals.invocations, format: formatCount },
    { name: 'Sessions', of: ({ totals }: OverviewResult) => totals.sessions, format: formatCount },
    { name: 'Skills used', of: ({ totals }: OverviewResult) => totals.skills, format: formatCount },
    { name: 'Failed', of: ({ totals }: OverviewResult) => totals.failed, format: formatCount },
    { name: 'Cost', of: ({ costs }: OverviewResult) => costs.costUsd, format: formatUsd },
  ];
  return (
    <>
      <table class="plain">
        <caption class="visually-hidden">The last seven whole days beside the seven before</caption>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" class="number">
              before
            </th>
            <th scope="col" class="number">
              now
            </th>
            <th scope="col" class="number">
              change
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ name, of, format }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="number quiet-text">{format(of(before))}</td>
              <td class="number">{format(of(now))}</td>
              <td class="number">{formatPercentChange(relativeChange(of(before), of(now)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl class="beside">
        <RateLine name="Worked before" result={before} />
        <RateLine name="Works now" result={now} />
        <div>
          <dt>Change</dt>
          <dd>{rateChange(before, now)}</dd>
        </div>
      </dl>
    </>
  );
}

function RateLine({ name, result }: { readonly name: string; readonly result: OverviewResult }): JSX.Element {
  const { completed, failed, completionRate } = result.totals;
  const interval = completed + failed === 0 ? undefined : wilsonScoreInterval(completed, completed + failed);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Rate rate={completionRate} lower={interval?.lower ?? null} upper={interval?.upper ?? null} />
      </dd>
    </div>
  );
}

function relativeChange(before: number, now: number): number | null {
  return before === 0 ? null : (100 * (now - before)) / before;
}

function rateChange({ totals: before }: OverviewResult, { totals: now }: OverviewResult): string {
  if (before.completionRate === null || now.completionRate === null) return '–';
  return formatPoints(now.completionRate - before.completionRate);
}
