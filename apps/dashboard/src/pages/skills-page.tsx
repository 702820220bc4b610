import type { FunnelResult, OverviewResult } from '@skills/schema';
import type { JSX } from 'preact';
import { ask, mostSkills } from '../answers/questions.ts';
import { useAnswer, usePage, usePlace, useSince } from '../app/page-context.ts';
import { FunnelBars } from '../charts/funnel.tsx';
import { Sparkline } from '../charts/sparkline.tsx';
import { DataTable } from '../components/data-table.tsx';
import type { Column } from '../components/data-table.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../components/panel.tsx';
import { agoColumn, countColumn, durationColumn, rateColumn, skillColumn } from '../components/skill-columns.tsx';
import { kindWords } from '../components/skill-name.tsx';
import { formatWindow } from '../format/time.ts';
import { EmptyWorld } from './overview/empty-world.tsx';

type Row = OverviewResult['topSkills'][number];
type Funnels = ReadonlyMap<string, FunnelResult['skills'][number]>;

/** Every skill of the window, to be ordered, filtered and saved. */
export function SkillsPage(): JSX.Element {
  const { nowMs } = usePage();
  const since = useSince();
  const { q = '', kind = '' } = usePlace().query;
  const answer = useAnswer(ask.overview({ since, limit: String(mostSkills) }));
  const funnels = useAnswer(ask.funnel(since));
  const { result } = answer;
  if (result !== undefined && result.totals.invocations === 0) return <EmptyWorld since={since} />;
  const all = result?.topSkills ?? [];
  const rows = all.filter((row) => (kind === '' || row.kind === kind) && matches(row, q));
  const columns = skillTableColumns(new Map(funnels.result?.skills.map((row) => [row.skillName, row])), nowMs());
  const total = result?.totals.skills ?? 0;
  return (
    <div class="grid">
      <Panel
        title={`${rows.length} of ${total} skills`}
        span="full"
        {...(result === undefined ? {} : { note: formatWindow(result.window) })}
        actions={<CsvButton title="Skills" columns={columns} rows={rows} />}
      >
        <Filters kinds={[...new Set(all.map((row) => row.kind))].toSorted()} />
        <Loaded answer={answer} lines={24}>
          {() =>
            rows.length === 0 ? (
              <Empty>No skill of this name ran in this window.</Empty>
            ) : (
              <DataTable caption="Skills" columns={columns} rows={rows} keyOf={keyOf} orderName="order" />
            )
          }
        </Loaded>
        {total > all.length && result !== undefined ? (
          <p class="note">
            These are the {all.length} most used of {total}.
          </p>
        ) : null}
      </Panel>
    </div>
  );
}

function Filters({ kinds }: { readonly kinds: readonly string[] }): JSX.Element {
  const { router } = usePage();
  const { q = '', kind = '' } = usePlace().query;
  return (
    <div class="filters">
      <label>
        <span class="visually-hidden">Name</span>
        <input
          class="field"
          type="search"
          placeholder="Find a skill"
          value={q}
          onInput={({ currentTarget }) => router.adjust({ q: currentTarget.value })}
        />
      </label>
      <label class="choice">
        <span class="visually-hidden">Kind</span>
        <select value={kind} onChange={({ currentTarget }) => router.adjust({ kind: currentTarget.value })}>
          <option value="">All kinds</option>
          {kinds.map((name) => (
            <option key={name} value={name}>
              {kindWords(name)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function skillTableColumns(funnels: Funnels, nowMs: number): readonly Column<Row>[] {
  const funnelOf = (row: Row): FunnelResult['skills'][number] | undefined => funnels.get(offeredName(row));
  return [
    skillColumn<Row>(),
    countColumn<Row>('calls', 'Calls', { of: ({ invocations }) => invocations }),
    rateColumn<Row>(),
    { id: 'activity', header: 'Over time', cell: ({ activity }) => <Sparkline values={activity} />, priority: 2 },
    durationColumn<Row>('p50', 'p50', {
      of: (row) => row.p50DurationSeconds,
      hint: 'Half of the calls took less',
      priority: 3,
    }),
    durationColumn<Row>('p95', 'p95', {
      of: (row) => row.p95DurationSeconds,
      hint: '95 % of the calls took less',
      priority: 3,
    }),
    countColumn<Row>('sessions', 'Sessions', { of: ({ sessions }) => sessions, priority: 3 }),
    {
      id: 'funnel',
      header: 'Offered, used, completed',
      hint: 'In sessions; the share is that of the sessions it was offered in which used it',
      cell: (row) => {
        const funnel = funnelOf(row);
        return funnel === undefined ? '' : <FunnelBars {...funnel} />;
      },
      value: (row) => {
        const funnel = funnelOf(row);
        return funnel === undefined || funnel.offered === 0 ? null : funnel.activated / funnel.offered;
      },
      priority: 3,
    },
    agoColumn<Row>('Last', { of: ({ lastInvokedAt }) => lastInvokedAt, nowMs, priority: 2 }),
  ];
}

/** A skill that is started with a slash is offered under its name without it. */
function offeredName({ skillName, kind }: Row): string {
  return kind === 'slash_command' && skillName.startsWith('/') ? skillName.slice(1) : skillName;
}

function matches({ skillName }: Row, text: string): boolean {
  return skillName.toLowerCase().includes(text.trim().toLowerCase());
}

function keyOf({ kind, skillName }: Row): string {
  return `${kind} ${skillName}`;
}
