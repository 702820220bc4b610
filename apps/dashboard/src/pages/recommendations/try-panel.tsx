import type { Recommendation, RecommendResult } from '@skills/schema';
import { safeText } from '@skills/text';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ask } from '../../answers/questions.ts';
import { useAnswer, usePage, usePlace } from '../../app/page-context.ts';
import { DataTable } from '../../components/data-table.tsx';
import type { Column } from '../../components/data-table.tsx';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { countColumn, skillColumn } from '../../components/skill-columns.tsx';
import { formatPercent } from '@skills/text';

const needs: Readonly<Record<NonNullable<RecommendResult['needs']>, string>> = {
  'unknown-user': 'Nobody of this name is in the log, so that this is what works for most users.',
  'few-skills': 'This user has used too few skills to go by, so that this is what works for most users.',
  'few-users': 'The log knows too few users to go by, so that this is what works for most of them.',
};

const columns: readonly Column<Recommendation>[] = [
  skillColumn<Recommendation>(),
  {
    id: 'why',
    header: 'Why',
    cell: ({ because }) => <span class="wrap">{because.map((text) => safeText(text, 200)).join('; ')}</span>,
  },
  { id: 'works', header: 'Works', align: 'end', cell: ({ completionRate }) => formatPercent(completionRate) },
  countColumn<Recommendation>('support', 'Users', { of: ({ support }) => support, priority: 2 }),
];

/** Skills that a user may want to try next. */
export function TryPanel(): JSX.Element {
  const { user = '' } = usePlace().query;
  const answer = useAnswer(ask.recommendations(user === '' ? 'anybody' : user));
  return (
    <Panel title="Skills to try" span="full">
      <UserForm key={user} user={user} />
      <Loaded answer={answer} lines={10}>
        {({ recommendations, needs: need }) => (
          <>
            {need === null ? null : (
              <p class="note">{user === '' ? 'What works for most users. Name one for more.' : needs[need]}</p>
            )}
            {recommendations.length === 0 ? (
              <Empty>There is nothing to recommend: too few users have used too few skills.</Empty>
            ) : (
              <DataTable
                caption="Skills to try"
                columns={columns}
                rows={recommendations}
                keyOf={({ skillName }) => skillName}
              />
            )}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function UserForm({ user }: { readonly user: string }): JSX.Element {
  const { router } = usePage();
  const [name, setName] = useState(user);
  return (
    <form
      class="filters"
      onSubmit={(event) => {
        event.preventDefault();
        router.adjust({ user: name.trim() });
      }}
    >
      <label>
        <span class="visually-hidden">User</span>
        <input
          class="field"
          placeholder="User, or pseudonym"
          value={name}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      <button type="submit">Recommend</button>
    </form>
  );
}
