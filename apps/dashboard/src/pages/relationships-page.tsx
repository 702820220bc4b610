import type { DependencyRow } from '@skills/schema';
import { formatCount } from '@skills/text';
import type { JSX } from 'preact';
import { ask } from '../answers/questions.ts';
import { useAnswer, usePage, usePlace } from '../app/page-context.ts';
import { RelationshipGraph } from '../charts/relationship-graph.tsx';
import { DataTable } from '../components/data-table.tsx';
import type { Column } from '../components/data-table.tsx';
import { CsvButton, Empty, Loaded, Panel } from '../components/panel.tsx';
import { countColumn } from '../components/skill-columns.tsx';
import { SkillName } from '../components/skill-name.tsx';

const drawn = 60;

const columns: readonly Column<DependencyRow>[] = [
  { id: 'a', header: 'Skill', cell: ({ skillA }) => <SkillName name={skillA} />, value: ({ skillA }) => skillA },
  { id: 'b', header: 'With', cell: ({ skillB }) => <SkillName name={skillB} />, value: ({ skillB }) => skillB },
  countColumn<DependencyRow>('both', 'Sessions', { of: (row) => row.coOccurrenceCount, hint: 'Sessions with both' }),
  {
    id: 'lift',
    header: 'Lift',
    hint: 'How many times as often together as by chance',
    align: 'end',
    cell: ({ lift }) => `${lift.toFixed(1)}×`,
    value: ({ lift }) => lift,
  },
  {
    id: 'adjusted',
    header: 'Alike sessions',
    hint: 'The same among sessions of the same user, project and length',
    align: 'end',
    cell: ({ adjustedLift }) => (adjustedLift === null ? '–' : `${adjustedLift.toFixed(1)}×`),
    value: ({ adjustedLift }) => adjustedLift,
    priority: 2,
  },
];

/** Which skills go together more, or less, often than chance. */
export function RelationshipsPage(): JSX.Element {
  const { router } = usePage();
  const { skill } = usePlace().query;
  const answer = useAnswer(ask.relationships());
  const all = answer.result?.dependencies ?? [];
  const shown = skill === undefined ? all : all.filter(({ skillA, skillB }) => skillA === skill || skillB === skill);
  const choose = (name: string): void => router.adjust({ skill: name === skill ? undefined : name });
  return (
    <div class="grid">
      <Panel
        title="Which skills go together"
        span="half"
        {...(answer.result === undefined ? {} : { note: `from ${formatCount(answer.result.sessions)} sessions` })}
      >
        <Loaded answer={answer} lines={16}>
          {() =>
            all.length === 0 ? (
              <Empty>
                No pair of skills goes together beyond chance. <code>skills deps --update</code> measures it anew.
              </Empty>
            ) : (
              <RelationshipGraph
                title="Which skills go together"
                pairs={all.slice(0, drawn)}
                chosen={skill}
                onChoose={choose}
              />
            )
          }
        </Loaded>
      </Panel>
      <Panel title="Pairs" span="half" actions={<CsvButton title="Pairs of skills" columns={columns} rows={shown} />}>
        {skill === undefined ? null : (
          <p class="note">
            Pairs of one skill.{' '}
            <button type="button" class="quiet" onClick={() => router.adjust({ skill: undefined })}>
              All pairs
            </button>
          </p>
        )}
        <Loaded answer={answer} lines={16}>
          {() => <DataTable caption="Pairs of skills" columns={columns} rows={shown} keyOf={keyOf} orderName="order" />}
        </Loaded>
      </Panel>
    </div>
  );
}

function keyOf({ skillA, skillB }: DependencyRow): string {
  return JSON.stringify([skillA, skillB]);
}
