import type { CostsResult } from '@skills/schema';
import { formatBytes, formatCount, formatTokens, formatUsd } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer, useSince } from '../app/page-context.ts';
import { Facts } from '../components/facts.tsx';
import type { Fact } from '../components/facts.tsx';
import { Loaded } from '../components/panel.tsx';
import { formatUsdEach } from '../format/usd-each.ts';
import { formatWindow } from '../format/time.ts';
import { BudgetsPanel } from './costs/budgets-panel.tsx';
import { EffortPanel } from './costs/effort-panel.tsx';
import { ModelsPanel } from './costs/models-panel.tsx';
import { SkillCostsPanel } from './costs/skill-costs-panel.tsx';
import { tokenSum } from './costs/token-sum.ts';

const names = ['Cost', 'Tokens', 'A success costs', 'Last day', 'Database'];

/** API usage and cost. */
export function CostsPage(): JSX.Element {
  const answer = useAnswer(ask.costs(useSince()));
  const { result, problem } = answer;
  if (result === undefined && problem !== undefined) return <Loaded answer={answer}>{() => null}</Loaded>;
  return (
    <div class="grid">
      <Facts
        label="Usage and cost"
        isBusy={result === undefined}
        facts={result === undefined ? names.map((name) => ({ name, value: '' })) : facts(result)}
      />
      <ModelsPanel answer={answer} />
      <div class="stack span-third">
        <BudgetsPanel />
        <EffortPanel answer={answer} />
      </div>
      <SkillCostsPanel answer={answer} />
    </div>
  );
}

function facts(result: CostsResult): readonly Fact[] {
  const { outcomes, lastDay, storage, tokens } = result;
  const success = outcomes.costPerSuccess;
  return [
    { name: 'Cost', value: formatUsd(result.costUsd), note: formatWindow(result.window) },
    {
      name: 'Tokens',
      value: formatTokens(tokenSum(tokens)),
      note: `${formatTokens(tokens.output)} written, ${formatTokens(tokens.cacheRead)} from cache`,
    },
    {
      name: 'A success costs',
      value: formatUsdEach(success?.usd ?? null),
      note: success === null ? 'no priced call' : `${formatUsdEach(success.lower)} to ${formatUsdEach(success.upper)}`,
    },
    {
      name: 'Last day',
      value: formatUsd(lastDay.executionCostUsd),
      note: `${formatCount(lastDay.tasks)} tasks, ${formatTokens(lastDay.tokens)} tokens`,
    },
    {
      name: 'Database',
      value: storage.sizeBytes === null ? '–' : formatBytes(storage.sizeBytes),
      note: `${formatCount(storage.events)} events; ${formatUsd(storage.costUsdPerDay)} a day to keep`,
    },
  ];
}
