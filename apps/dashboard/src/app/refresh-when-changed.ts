import type { AnswerStore } from '../answers/answer-store.ts';
import type { LiveConnection } from '../live/live-connection.ts';

export type RefreshWhenChangedOptions = {
  readonly answers: Pick<AnswerStore, 'refresh'>;
  readonly live: Pick<LiveConnection, 'subscribe' | 'onStatus' | 'status' | 'connect'>;
  readonly page: Pick<Document, 'addEventListener' | 'hidden'>;
};

/** The first change is shown at once, later ones together after this many milliseconds. */
const restMs = 2_000;
/** States that change with the clock, and what was left out because it is dear, are looked at so often. */
const regularlyMs = 60_000;
/** Topics that change with what any page shows: the newest calls, and the figures of the last day. */
const signs = ['events', 'skills'];

/** Asks again for what is shown whenever the server tells of a change, and when the connection is back. */
export function refreshWhenChanged({ answers, live, page }: RefreshWhenChangedOptions): void {
  let isResting = false;
  let isWanted = false;
  let hasHeard = false;
  const refresh = (): void => {
    if (isResting || page.hidden) {
      isWanted = true;
      return;
    }
    isWanted = false;
    isResting = true;
    void answers.refresh();
    setTimeout(() => {
      isResting = false;
      if (isWanted) refresh();
    }, restMs);
  };
  let beginnings = signs.length;
  for (const topic of signs) {
    live.subscribe(topic, () => {
      // The first message of each topic says what the page has just asked for itself.
      if (beginnings > 0) beginnings -= 1;
      else refresh();
    });
  }
  live.onStatus(() => {
    if (live.status !== 'open') return;
    if (hasHeard) refresh();
    hasHeard = true;
  });
  setInterval(refresh, regularlyMs);
  page.addEventListener('visibilitychange', () => {
    if (page.hidden) return;
    live.connect();
    if (isWanted) refresh();
  });
}
