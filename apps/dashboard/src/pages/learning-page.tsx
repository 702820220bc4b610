import type { ToolProfile, ToolsResult } from '@skills/schema';
import { formatCount, formatUsd } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer } from '../app/page-context.ts';
import { DataTable } from '../components/data-table.tsx';
import type { Column } from '../components/data-table.tsx';
import { Facts } from '../components/facts.tsx';
import type { Fact } from '../components/facts.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../components/panel.tsx';
import { Rate } from '../components/rate.tsx';
import { countColumn, durationColumn } from '../components/skill-columns.tsx';
import { SkillName } from '../components/skill-name.tsx';
import { formatMoment, formatWindow } from '../format/time.ts';

type Change = ToolsResult['changes'][number];

const names = ['High confidence', 'Medium', 'Low'];
const tones = { HIGH: 'badge-good', MEDIUM: '', LOW: 'badge-bad' } as const;

const columns: readonly Column<ToolProfile>[] = [
  {
    id: 'tool',
    header: 'Tool',
    cell: ({ toolName, kind }) => <SkillName name={toolName} kind={kind} />,
    value: ({ toolName }) => toolName,
  },
  {
    id: 'level',
    header: 'Confidence',
    hint: 'Where its success rate most likely lies: from 95 % high, below 80 % low',
    cell: ({ confidenceLevel }) => <Level level={confidenceLevel} />,
    value: ({ confidenceLevel }) => ['LOW', 'MEDIUM', 'HIGH'].indexOf(confidenceLevel),
  },
  {
    id: 'works',
    header: 'Works',
    align: 'rate',
    cell: (row) => <Rate rate={row.successRate} lower={row.successRateLower} upper={row.successRateUpper} />,
    value: ({ successRate }) => successRate,
  },
  countColumn<ToolProfile>('calls', 'Calls', { of: ({ totalExecutions }) => totalExecutions, priority: 2 }),
  durationColumn<ToolProfile>('takes', 'Takes', { of: ({ avgDuration }) => avgDuration, priority: 3 }),
  {
    id: 'cost',
    header: 'Costs',
    align: 'end',
    cell: ({ avgCost }) => formatUsd(avgCost),
    value: ({ avgCost }) => avgCost,
    priority: 3,
  },
  {
    id: 'seed',
    header: 'By the old rule',
    hint: 'By its success rate alone, however few its calls',
    cell: ({ seedConfidenceLevel }) => <Level level={seedConfidenceLevel} />,
    value: ({ seedConfidenceLevel }) => ['LOW', 'MEDIUM', 'HIGH'].indexOf(seedConfidenceLevel),
    priority: 3,
  },
];

const changeColumns: readonly Column<Change>[] = [
  { id: 'tool', header: 'Tool', cell: ({ toolName, kind }) => <SkillName name={toolName} kind={kind} /> },
  { id: 'from', header: 'From', cell: ({ fromLevel }) => (fromLevel === null ? 'new' : <Level level={fromLevel} />) },
  { id: 'to', header: 'To', cell: ({ toLevel }) => <Level level={toLevel} /> },
  { id: 'at', header: 'At', cell: ({ changedAt }) => formatMoment(changedAt), priority: 2 },
];

/** How far each tool can be trusted, as the log has taught. */
export function LearningPage(): JSX.Element {
  const answer = useAnswer(ask.tools());
  const { result } = answer;
  return (
    <div class="grid">
      <Facts
        label="Tools by confidence"
        isBusy={result === undefined}
        facts={result === undefined ? names.map((name) => ({ name, value: '' })) : facts(result)}
      />
      <Panel
        title="Tools"
        span="full"
        {...(result === undefined ? {} : { note: formatWindow(result.window) })}
        actions={<CsvButton title="Tool confidence" columns={columns} rows={result?.toolProfiles ?? []} />}
      >
        <Loaded answer={answer} lines={20}>
          {({ toolProfiles }) =>
            toolProfiles.length === 0 ? (
              <Empty>No tool ran in the last 30 days.</Empty>
            ) : (
              <DataTable
                caption="Tool confidence"
                columns={columns}
                rows={toolProfiles}
                keyOf={keyOf}
                orderName="order"
              />
            )
          }
        </Loaded>
      </Panel>
      <Panel title="Changes of level" span="full">
        <Loaded answer={answer} lines={3}>
          {({ changes, updatedAt }) =>
            changes.length === 0 ? (
              <Empty>
                {updatedAt === null ? 'Levels were never kept. ' : 'No level has changed since levels are kept. '}
                <code>skills tools --update</code> keeps them, for the next time to be compared.
              </Empty>
            ) : (
              <DataTable
                caption="Changes of level"
                columns={changeColumns}
                rows={changes}
                keyOf={(change) => `${keyOf(change)} ${change.changedAt}`}
                limit={20}
              />
            )
          }
        </Loaded>
      </Panel>
    </div>
  );
}

function Level({ level }: { readonly level: ToolProfile['confidenceLevel'] }): JSX.Element {
  return <span class={`badge ${tones[level]}`}>{level.toLowerCase()}</span>;
}

function facts({ confidenceDistribution: ours, seedConfidenceDistribution: seed }: ToolsResult): readonly Fact[] {
  const note = (count: number): string => `${formatCount(count)} by the old rule`;
  return [
    { name: 'High confidence', value: formatCount(ours.highConfidence), note: note(seed.highConfidence) },
    { name: 'Medium', value: formatCount(ours.mediumConfidence), note: note(seed.mediumConfidence) },
    { name: 'Low', value: formatCount(ours.lowConfidence), note: note(seed.lowConfidence) },
  ];
}

function keyOf({ kind, toolName }: { readonly kind: string; readonly toolName: string }): string {
  return `${kind} ${toolName}`;
}
