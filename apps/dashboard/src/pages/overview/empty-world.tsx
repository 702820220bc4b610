import type { JSX } from 'preact';
import { Empty } from '../../components/panel.tsx';
import { usePage } from '../../app/page-context.ts';

/** What to do where nothing ran. */
export function EmptyWorld({ since }: { readonly since: string }): JSX.Element {
  const { router } = usePage();
  return (
    <Empty>
      <h2>{since === 'all' ? 'Nothing has been collected yet' : 'Nothing ran in this window'}</h2>
      {since === 'all' ? null : (
        <p>
          <button type="button" onClick={() => router.adjust({ since: 'all' })}>
            Show everything
          </button>
        </p>
      )}
      <p>
        <code>skills collect</code> reads what the assistants of this machine wrote. <code>skills up</code> keeps
        reading while you work.
      </p>
      <p>
        <code>skills demo</code> makes a simulated world to look around in.
      </p>
      <p>Programs can send events to this server too, by POST to /v1/events. The page shows them as they come.</p>
    </Empty>
  );
}
