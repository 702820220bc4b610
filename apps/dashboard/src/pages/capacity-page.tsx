import type { CapacityResult } from '@skills/schema';
import { formatCount, formatDuration, formatInterval, formatPercent } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer } from '../app/page-context.ts';
import { Facts } from '../components/facts.tsx';
import type { Fact } from '../components/facts.tsx';
import { IntervalBar } from '../components/rate.tsx';
import { AgentLoadPanel } from './capacity/agent-load-panel.tsx';
import { ForecastPanel } from './capacity/forecast-panel.tsx';
import { ToolLoadPanel } from './capacity/tool-load-panel.tsx';
import { Loaded } from '../components/panel.tsx';

const names = ['Free capacity', 'In use', 'At once', 'Waiting', 'A call takes'];

/** How loaded the agents are, and what the next hour will bring. */
export function CapacityPage(): JSX.Element {
  const answer = useAnswer(ask.capacity());
  const { result, problem } = answer;
  if (result === undefined && problem !== undefined) return <Loaded answer={answer}>{() => null}</Loaded>;
  return (
    <div class="grid">
      <Facts
        label="Load of the last 24 hours"
        isBusy={result === undefined}
        facts={result === undefined ? names.map((name) => ({ name, value: '' })) : facts(result)}
      />
      <ForecastPanel answer={answer} />
      <ToolLoadPanel answer={answer} />
      <AgentLoadPanel answer={answer} />
    </div>
  );
}

function facts({ system }: CapacityResult): readonly Fact[] {
  const { utilisationLower: lower, utilisationUpper: upper } = system;
  return [
    {
      name: 'Free capacity',
      value: formatPercent(system.estimatedAvailableCapacity),
      note: system.basis === 'forecast' ? 'expected for the next hour' : 'by the last 24 hours',
    },
    {
      name: 'In use',
      value: formatPercent(system.utilisation),
      note: (
        <span class="rate-note">
          <IntervalBar rate={system.utilisation} lower={lower} upper={upper} sense="plain" />{' '}
          {formatInterval(lower, upper)}
        </span>
      ),
    },
    {
      name: 'At once',
      value: `${system.peakConcurrency} at most`,
      note: `room for ${system.servers}, ${system.serversFrom === 'given' ? 'as you said' : 'as was seen'}`,
    },
    {
      name: 'Waiting',
      value: formatCount(system.currentQueueDepth),
      note: `${formatCount(system.inService)} running, ${formatCount(system.overdueCalls)} never ended`,
    },
    {
      name: 'A call takes',
      value: formatDuration(system.meanServiceSeconds),
      note: `and waits ${formatDuration(system.meanWaitSeconds)}, on average`,
    },
  ];
}
