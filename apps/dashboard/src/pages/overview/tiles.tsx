import { wilsonScoreInterval } from '@skills/analytics';
import type { OverviewResult } from '@skills/schema';
import { formatCount, formatPercent, formatTokens, formatUsd } from '@skills/text';
import type { JSX } from 'preact';
import { Facts } from '../../components/facts.tsx';
import { RateNote } from '../../components/rate.tsx';
import { formatWindow } from '../../format/time.ts';

const names = ['Calls', 'Works', 'Failed', 'Sessions', 'Skills', 'Cost'];

/** The window in six figures. */
export function Tiles({ result }: { readonly result: OverviewResult | undefined }): JSX.Element {
  if (result === undefined) return <Facts label="Totals" isBusy facts={names.map((name) => ({ name, value: '' }))} />;
  const { totals, costs, offeredNeverUsed } = result;
  const known = totals.completed + totals.failed;
  const interval = known === 0 ? undefined : wilsonScoreInterval(totals.completed, known);
  return (
    <Facts
      label="Totals"
      facts={[
        { name: 'Calls', value: formatCount(totals.invocations), note: formatWindow(result.window) },
        {
          name: 'Works',
          value: formatPercent(totals.completionRate),
          note: (
            <RateNote rate={totals.completionRate} lower={interval?.lower ?? null} upper={interval?.upper ?? null} />
          ),
        },
        {
          name: 'Failed',
          value: formatCount(totals.failed),
          note: `${formatCount(totals.invocations - known)} more of unknown outcome`,
        },
        { name: 'Sessions', value: formatCount(totals.sessions), note: `in ${formatCount(totals.projects)} projects` },
        {
          name: 'Skills',
          value: formatCount(totals.skills),
          note:
            offeredNeverUsed.length === 0
              ? 'commands, subagents, tools'
              : `${offeredNeverUsed.length} more offered, unused`,
        },
        { name: 'Cost', value: formatUsd(costs.costUsd), note: costNote(costs) },
      ]}
    />
  );
}

function costNote({ tokens, unpricedTokens }: OverviewResult['costs']): string {
  const all = tokens.input + tokens.output + tokens.cacheRead + tokens.cacheCreation;
  return unpricedTokens === 0
    ? `list price, ${formatTokens(all)} tokens`
    : `${formatTokens(unpricedTokens)} of ${formatTokens(all)} tokens have no price`;
}
