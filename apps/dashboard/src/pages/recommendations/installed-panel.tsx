import { safeText } from '@skills/text';
import type { CatalogResult } from '@skills/schema';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer } from '../../app/page-context.ts';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';

const shown = 12;

/** Installed skills that take room and do nothing, are said twice, or cannot be read. */
export function InstalledPanel(): JSX.Element {
  const answer = useAnswer(ask.catalog());
  return (
    <Panel
      title="Installed skills to tidy up"
      span="full"
      {...(answer.result === undefined ? {} : { note: `${answer.result.skills.length} installed on this machine` })}
    >
      <Loaded answer={answer} lines={4}>
        {(catalog) => {
          const lists = listsOf(catalog).filter(({ entries }) => entries.length > 0);
          if (lists.length === 0)
            return (
              <Empty>
                {catalog.skills.length === 0 ? 'No skill is installed on this machine.' : 'Nothing to tidy up.'}
              </Empty>
            );
          return (
            <div class="columns">
              {lists.map(({ name, entries }) => (
                <div key={name}>
                  <h3>{name}</h3>
                  <ul>
                    {entries.slice(0, shown).map((entry) => (
                      <li key={entry}>
                        <bdi>{entry}</bdi>
                      </li>
                    ))}
                  </ul>
                  {entries.length > shown ? <p class="note">and {entries.length - shown} more</p> : null}
                </div>
              ))}
            </div>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function listsOf(catalog: CatalogResult): readonly { readonly name: string; readonly entries: readonly string[] }[] {
  return [
    { name: 'Never offered', entries: catalog.neverOffered.map((name) => safeText(name, 60)) },
    { name: 'Offered, never used', entries: catalog.neverUsed.map((name) => safeText(name, 60)) },
    { name: 'Description too long', entries: catalog.tooLong.map(({ skillName }) => safeText(skillName, 60)) },
    {
      name: 'Nearly the same',
      entries: catalog.nearDuplicates.map(
        ({ skillA, skillB }) => `${safeText(skillA, 40)} and ${safeText(skillB, 40)}`,
      ),
    },
    {
      name: 'Not readable',
      entries: catalog.problems.map(({ file, reason }) => `${safeText(file, 80)}: ${safeText(reason, 80)}`),
    },
  ];
}
