import type { BudgetStatus } from '@skills/schema';
import { formatPercent, formatUsd, safeText } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer } from '../../app/page-context.ts';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { ShareBar } from '../../components/share-bar.tsx';

const states = { ok: 'holds', warn: 'may not last', over: 'overspent' } as const;
const tones = { ok: 'badge-good', warn: 'badge-fair', over: 'badge-bad' } as const;

/** What is spent of each budget, and when it runs out. */
export function BudgetsPanel(): JSX.Element {
  const answer = useAnswer(ask.budgets());
  return (
    <Panel title="Budgets" span="third">
      <Loaded answer={answer} lines={5}>
        {({ budgets }) =>
          budgets.length === 0 ? (
            <Empty>
              There is no budget. <code>skills budget set 200</code> makes one of $200 a month.
            </Empty>
          ) : (
            <ul class="events">
              {budgets.map((budget) => (
                <Budget key={`${budget.projectId ?? ''} ${budget.period}`} budget={budget} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Budget({ budget }: { readonly budget: BudgetStatus }): JSX.Element {
  const { projectName, period, spentUsd, limitUsd, spentShare, state, forecast } = budget;
  const periodText = period === 'total' ? 'in total' : `a ${period}`;
  return (
    <li>
      <strong>
        {formatUsd(limitUsd)} {periodText}
      </strong>
      {projectName === null ? null : <span>for {safeText(projectName, 24)}</span>}
      <span class={`badge ${tones[state]}`}>{states[state]}</span>
      <span class="share">
        <ShareBar share={spentShare} />
        <span>{formatPercent(spentShare)}</span>
      </span>
      <small class="note">
        {formatUsd(spentUsd)} spent.{' '}
        {forecast.kind === 'forecast'
          ? `It holds with ${formatPercent(forecast.probabilityWithin)} probability${forecast.runsOutOn.median === null ? '' : `; it runs out on ${forecast.runsOutOn.median}`}.`
          : `A forecast needs ${forecast.requiredDays} days.`}
      </small>
    </li>
  );
}
