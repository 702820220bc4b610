import type { Live } from '@skills/composition';
import { SkillsError } from '@skills/schema';
import type { AnswerQuestion, TopicSource, TopicSources, TopicView } from '@skills/realtime-ws';

type TopicQuestion = {
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  /** The list of the result that becomes rows, and the fields that tell its rows apart. */
  readonly rows?: { readonly list: string; readonly key: readonly string[] };
  /** Milliseconds between two looks, for what is dear. */
  readonly restMs?: number;
};

const newestEvents = 100;

const questions: Readonly<Record<string, TopicQuestion>> = {
  skills: {
    path: ['top'],
    query: { since: '24h', limit: '200' },
    rows: { list: 'skills', key: ['kind', 'skillName'] },
  },
  anomalies: {
    path: ['anomalies'],
    rows: { list: 'anomalies', key: ['skillName', 'kind', 'metric', 'startedAt'] },
    restMs: 60_000,
  },
  tools: { path: ['tools'], rows: { list: 'toolProfiles', key: ['toolName'] }, restMs: 5_000 },
  agents: { path: ['agents'], rows: { list: 'agents', key: ['agentId'] }, restMs: 2_000 },
  costs: { path: ['costs'], query: { since: '24h' }, rows: { list: 'byModel', key: ['model'] } },
};

/** The topics of the live server: each is a question of the JSON API, shown as rows that change one by one. */
export function liveTopics(answer: AnswerQuestion, live: Pick<Live, 'recentEvents'>): TopicSources {
  return (topic) => {
    if (topic === 'events') return { load: async () => viewOfEvents(await live.recentEvents(newestEvents)) };
    const skill = topic.startsWith('skill:') ? topic.slice('skill:'.length) : undefined;
    const question = skill === undefined ? ownQuestion(topic) : { path: ['show', skill] };
    return question === undefined ? undefined : sourceOf(question, answer);
  };
}

function ownQuestion(topic: string): TopicQuestion | undefined {
  return Object.hasOwn(questions, topic) ? questions[topic] : undefined;
}

function sourceOf({ path, query = {}, rows, restMs }: TopicQuestion, answer: AnswerQuestion): TopicSource {
  return {
    ...(restMs === undefined ? {} : { restMs }),
    async load() {
      return viewOfResult(await resultOf(() => answer(path, new URLSearchParams(query))), rows);
    },
  };
}

/** Of a skill that nobody called yet there is nothing to show, until somebody does. */
async function resultOf(ask: () => Promise<string | undefined>): Promise<object> {
  try {
    const result: unknown = JSON.parse((await ask()) ?? '{}');
    return typeof result === 'object' && result !== null ? result : {};
  } catch (error) {
    if (error instanceof SkillsError && error.code === 'not-found') return { found: false };
    throw error;
  }
}

function viewOfResult(result: object, rows: TopicQuestion['rows']): TopicView {
  const fields = Object.entries(result);
  const list: unknown = fields.find(([name]) => name === rows?.list)?.[1];
  return {
    summary: Object.fromEntries(fields.filter(([name]) => name !== rows?.list)),
    rows: new Map(objectsOf(list).map((row) => [(rows?.key ?? []).map((name) => String(row[name])).join(' '), row])),
  };
}

function viewOfEvents(events: readonly ({ readonly key: string } & Readonly<Record<string, unknown>>)[]): TopicView {
  return { summary: {}, rows: new Map(events.map(({ key, ...event }) => [key, event])) };
}

function objectsOf(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(list)) return [];
  const entries: readonly unknown[] = list;
  return entries.flatMap((entry) =>
    typeof entry === 'object' && entry !== null ? [Object.fromEntries(Object.entries(entry))] : [],
  );
}
