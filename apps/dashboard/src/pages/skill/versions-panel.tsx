import type { VersionComparison, VersionRow } from '@skills/schema';
import { safeText } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer } from '../../app/page-context.ts';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { countColumn, rateColumn } from '../../components/skill-columns.tsx';
import { formatDay } from '../../format/time.ts';

const verdicts: Readonly<Record<VersionComparison['completionRate']['verdict'], string>> = {
  better: 'better',
  worse: 'worse',
  'no-difference-found': 'no difference found',
  'insufficient-data': 'too few calls',
};

/** How each version did, beside the one before. */
export function VersionsPanel({ name, since }: { readonly name: string; readonly since: string }): JSX.Element {
  const answer = useAnswer(ask.versions(name, since));
  const skill = answer.result?.skills[0];
  const comparisons = new Map(skill?.comparisons.map((comparison) => [comparison.to, comparison]));
  const columns: readonly Column<VersionRow>[] = [
    { id: 'version', header: 'Version', cell: ({ version }) => <bdi>{safeText(version, 24)}</bdi> },
    { id: 'from', header: 'First used', cell: ({ firstUsedAt }) => formatDay(firstUsedAt), priority: 2 },
    countColumn<VersionRow>('calls', 'Calls', { of: ({ invocations }) => invocations }),
    rateColumn<VersionRow>(),
    {
      id: 'verdict',
      header: 'Than the one before',
      cell: ({ version }) => verdicts[comparisons.get(version)?.completionRate.verdict ?? 'insufficient-data'],
      priority: 2,
    },
  ];
  return (
    <Panel title="By version" span="half">
      <Loaded answer={answer} lines={5}>
        {() =>
          skill === undefined || skill.versions.length === 0 ? (
            <Empty>No version of it is known: its calls name none, and it is not installed here.</Empty>
          ) : (
            <DataTable caption="By version" columns={columns} rows={skill.versions} keyOf={({ version }) => version} />
          )
        }
      </Loaded>
    </Panel>
  );
}
