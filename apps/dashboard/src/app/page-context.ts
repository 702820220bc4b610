import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { Answer, AnswerStore } from '../answers/answer-store.ts';
import type { Question } from '../answers/questions.ts';
import type { LiveConnection, LiveStatus } from '../live/live-connection.ts';
import type { TopicState } from '../live/topic-mirror.ts';
import type { Place } from '../routing/place.ts';
import type { Router } from '../routing/router.ts';

/** What every part of the page may use. Made once in main.tsx. */
export type PageServices = {
  readonly answers: AnswerStore;
  readonly live: LiveConnection;
  readonly router: Router;
  /** UTC epoch milliseconds. */
  readonly nowMs: () => number;
};

export const PageContext: ReturnType<typeof createContext<PageServices | undefined>> = createContext<
  PageServices | undefined
>(undefined);

export function usePage(): PageServices {
  const services = useContext(PageContext);
  if (services === undefined) throw new RangeError('usePage requires a PageContext around it');
  return services;
}

/** Renders anew whenever `subscribe` tells. */
export function useTold(subscribe: (listener: () => void) => () => void, of: readonly unknown[]): void {
  const [, render] = useReducer<number, undefined>((count) => count + 1, 0);
  useEffect(() => {
    const stop = subscribe(() => render(undefined));
    // What was told between rendering and now was not heard.
    render(undefined);
    return stop;
  }, of);
}

/** The answer to a question, kept up to date while it is shown. */
export function useAnswer<Result extends object>({
  path,
}: Question<Result>): Answer & {
  readonly result: Result | undefined;
} {
  const { answers } = usePage();
  useTold((listener) => answers.subscribe(path, listener), [answers, path]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server holds its answers to the schema of the type
  return answers.get(path) as Answer & { readonly result: Result | undefined };
}

/** A topic of the live server; `undefined` until the first message. */
export function useTopic(topic: string): TopicState | undefined {
  const { live } = usePage();
  useTold((listener) => live.subscribe(topic, listener), [live, topic]);
  return live.state(topic);
}

export function useLiveStatus(): LiveStatus {
  const { live } = usePage();
  useTold((listener) => live.onStatus(listener), [live]);
  return live.status;
}

export function usePlace(): Place {
  const { router } = usePage();
  useTold((listener) => router.subscribe(listener), [router]);
  return router.place;
}

/** The window that everything is shown for, as the address says it. */
export function useSince(): string {
  const { since } = usePlace().query;
  return since === undefined || !sinceChoices.some(({ value }) => value === since) ? usualSince : since;
}

export const usualSince = '30d';
export const sinceChoices: readonly { readonly value: string; readonly label: string }[] = [
  { value: '24h', label: '24 hours' },
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
  { value: 'all', label: 'All time' },
];
