import type { ExperimentAnalysisResult } from '@skills/schema';
import { formatCount, formatDuration, formatPercent, safeText } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer, usePlace } from '../app/page-context.ts';
import { Facts } from '../components/facts.tsx';
import { Loaded, Panel } from '../components/panel.tsx';
import { formatDay } from '../format/time.ts';
import { EffectsTable } from './experiment/effects-table.tsx';

const factNames = ['Winner', 'Users', 'State', 'Ratio'];

/** What came of one experiment. */
export function ExperimentPage(): JSX.Element {
  const { name = '' } = usePlace().query;
  const answer = useAnswer(ask.experiment(name));
  const { result } = answer;
  return (
    <div class="grid">
      <Facts
        label="State of the experiment"
        isBusy={result === undefined}
        facts={result === undefined ? factNames.map((fact) => ({ name: fact, value: '–' })) : facts(result)}
      />
      <Panel title="What to do" span="full">
        <Loaded answer={answer} lines={3}>
          {({ recommendation, warnings }) => (
            <>
              <p class="lead">{safeText(recommendation, 2000)}</p>
              {warnings.length === 0 ? null : (
                <ul class="warnings">
                  {warnings.map((warning) => (
                    <li key={warning}>{safeText(warning, 2000)}</li>
                  ))}
                </ul>
              )}
            </>
          )}
        </Loaded>
      </Panel>
      <Panel title="Effects" span="full" note="treatment less control">
        <Loaded answer={answer} lines={6}>
          {(analysis) => <EffectsTable analysis={analysis} />}
        </Loaded>
      </Panel>
      <Panel title="Arms" span="full">
        <Loaded answer={answer} lines={3}>
          {(analysis) => <ArmsTable analysis={analysis} />}
        </Loaded>
      </Panel>
    </div>
  );
}

function ArmsTable({ analysis }: { readonly analysis: ExperimentAnalysisResult }): JSX.Element {
  const arms = [
    { name: 'control', ...analysis.control },
    { name: 'treatment', ...analysis.treatment },
  ];
  return (
    <div class="table-scroll" role="region" aria-label="Arms of the experiment" tabIndex={0}>
      <table>
        <caption class="visually-hidden">Arms of the experiment</caption>
        <thead>
          <tr>
            {['Arm', 'Strategy'].map((header) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
            {['Users', 'Outcomes', 'Works', 'Duration', 'Rating'].map((header) => (
              <th key={header} scope="col" class="number">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {arms.map((arm) => (
            <tr key={arm.name}>
              <th scope="row">{arm.name}</th>
              <td>
                <bdi>{safeText(arm.strategy, 40)}</bdi>
              </td>
              <td class="number">{formatCount(arm.users)}</td>
              <td class="number">{formatCount(arm.outcomes)}</td>
              <td class="number">{formatPercent(arm.completionRate)}</td>
              <td class="number">{formatDuration(arm.avgDurationSeconds)}</td>
              <td class="number">{arm.avgUserRating === null ? '–' : arm.avgUserRating.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function facts(result: ExperimentAnalysisResult): Parameters<typeof Facts>[0]['facts'] {
  const { winner, control, treatment, sampleRatioMismatch: ratio } = result;
  return [
    {
      name: 'Winner',
      value: winner === 'inconclusive' ? 'not yet' : winner,
      note: result.observational ? 'nobody randomised it' : `by the ${result.inference} test`,
    },
    {
      name: 'Users',
      value: formatCount(control.users + treatment.users),
      note: `${formatCount(control.users)} control, ${formatCount(treatment.users)} treatment`,
    },
    { name: 'State', value: result.status, note: `since ${formatDay(result.startDate)}` },
    {
      name: 'Ratio',
      value: formatPercent(ratio.observedControlShare),
      note: `${formatPercent(ratio.expectedControlShare)} to control planned${ratio.flagged ? ': they do not agree' : ''}`,
    },
  ];
}
