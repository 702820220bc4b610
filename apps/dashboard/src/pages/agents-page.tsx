import type { AgentRow } from '@skills/schema';
import { formatCount, formatDuration, safeText } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer, usePage } from '../app/page-context.ts';
import { DataTable } from '../components/data-table.tsx';
import type { Column } from '../components/data-table.tsx';
import { Facts } from '../components/facts.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../components/panel.tsx';
import { Rate } from '../components/rate.tsx';
import { agoColumn, countColumn, durationColumn } from '../components/skill-columns.tsx';
import { SkillName } from '../components/skill-name.tsx';
import { formatWindow } from '../format/time.ts';

const tones = { BUSY: 'badge-good', IDLE: '', ERROR: 'badge-bad' } as const;
const reasons = { running: 'running', recent: 'just ended', failing: 'fails again and again', quiet: 'quiet' } as const;

/** What each agent of the last 24 hours is doing, and how well it works. */
export function AgentsPage(): JSX.Element {
  const { nowMs } = usePage();
  const answer = useAnswer(ask.agents());
  const { result } = answer;
  const columns = agentColumns(nowMs());
  return (
    <div class="grid">
      <Facts
        label="Agents by state"
        isBusy={result === undefined}
        facts={[
          { name: 'Agents', value: formatCount(result?.totalAgents ?? 0), note: 'of the last 24 hours' },
          {
            name: 'Busy',
            value: formatCount(result?.busy ?? 0),
            note: `now, or ended in the last ${formatDuration(result?.rules.recentSeconds ?? 0)}`,
          },
          { name: 'Idle', value: formatCount(result?.idle ?? 0), note: 'nothing to do' },
          {
            name: 'In error',
            value: formatCount(result?.error ?? 0),
            note: `${result?.rules.failuresInARow ?? 0} failures in a row`,
          },
        ]}
      />
      <Panel
        title="Agents"
        span="full"
        {...(result === undefined
          ? {}
          : { note: `${formatWindow(result.window)}${result.isComplete ? '' : ', the newest calls only'}` })}
        actions={<CsvButton title="Agents" columns={columns} rows={result?.agents ?? []} />}
      >
        <Loaded answer={answer} lines={20}>
          {({ agents, totalAgents }) =>
            agents.length === 0 ? (
              <Empty>No agent was active in the last 24 hours.</Empty>
            ) : (
              <>
                <DataTable
                  caption="Agents"
                  columns={columns}
                  rows={agents}
                  keyOf={({ agentId }) => agentId}
                  orderName="order"
                />
                {agents.length < totalAgents ? (
                  <p class="note">
                    The {agents.length} of {totalAgents} active last.
                  </p>
                ) : null}
              </>
            )
          }
        </Loaded>
      </Panel>
    </div>
  );
}

function agentColumns(nowMs: number): readonly Column<AgentRow>[] {
  return [
    {
      id: 'agent',
      header: 'Agent',
      cell: ({ agentId, namedBy }) => (
        <span title={safeText(agentId)}>
          <bdi>{safeText(agentId, 20)}</bdi>
          {namedBy === 'session' ? <small class="kind"> main</small> : null}
        </span>
      ),
      value: ({ agentId }) => agentId,
    },
    {
      id: 'state',
      header: 'State',
      cell: ({ status, reason }) => (
        <span class={`badge ${tones[status]}`}>
          {status === 'IDLE' ? 'idle' : `${status.toLowerCase()}: ${reasons[reason]}`}
        </span>
      ),
      value: ({ status }) => status,
    },
    countColumn<AgentRow>('done', 'Done today', { of: (row) => row.tasksCompletedToday, priority: 2 }),
    countColumn<AgentRow>('failed', 'Failed today', { of: (row) => row.tasksFailedToday, priority: 2 }),
    {
      id: 'works',
      header: 'Works',
      align: 'rate',
      cell: (row) => <Rate rate={row.successRate} lower={row.successRateLower} upper={row.successRateUpper} />,
      value: ({ successRate }) => successRate,
    },
    durationColumn<AgentRow>('takes', 'Takes', {
      of: (row) => row.averageResponseSeconds,
      hint: 'A call on average',
      priority: 3,
    }),
    {
      id: 'skill',
      header: 'Last skill',
      cell: ({ lastSkillName }) => <SkillName name={lastSkillName} />,
      value: ({ lastSkillName }) => lastSkillName,
      priority: 3,
    },
    {
      id: 'source',
      header: 'Assistant',
      cell: ({ source }) => safeText(source, 24),
      value: ({ source }) => source,
      priority: 3,
    },
    agoColumn<AgentRow>('Active', { of: ({ lastActivityAt }) => lastActivityAt, nowMs }),
  ];
}
