import { randomUUID } from 'node:crypto';
import type { Composition } from '@skills/composition';
import { allowedHosts, RequestGuard, shownToken } from '@skills/http-guard';
import { RealTimeMetricsServer } from '@skills/realtime-ws';
import type { AnswerQuestion } from '@skills/realtime-ws';
import { AnswerCache } from '../answers/answer-cache.ts';
import { AnswerThread } from '../answers/answer-thread.ts';
import { QuestionMeasures } from '../answers/question-measures.ts';
import { commandTable } from '../command-table.ts';
import type { CommandContext } from '../command-context.ts';
import { dashboardAssets, dashboardFolder } from './dashboard-assets.ts';
import { keepPrepared } from './keep-prepared.ts';
import { liveIntake } from './live-intake.ts';
import { liveMetrics } from './live-metrics.ts';
import { liveTopics } from './live-topics.ts';

export type LiveServerOptions = {
  readonly host: string;
  readonly port: number;
  /** Another port may be taken when this one is. */
  readonly isPortFree: boolean;
  /** Further names under which the server may be called. */
  readonly hosts: readonly string[];
  /** Asked for when given; is given where others than this machine can connect. */
  readonly token: string | undefined;
};

/** A server that listens; disposing ends it and its threads. */
export type LiveServer = AsyncDisposable & { readonly url: string };

const keptCharacters = 16 * 1024 * 1024;
// Windows move with the clock.
const minuteMs = 60_000;

/**
 * Starts the live server over the database of a command.
 *
 * @throws {SkillsError} 'invalid-usage' when the port is taken or may not be opened
 */
export async function openLiveServer(
  { host, port, isPortFree, hosts, token }: LiveServerOptions,
  { compose, nowMs, output, environment }: CommandContext & { readonly compose: Composition },
): Promise<LiveServer> {
  // Makes the database, and brings it to the newest version, before anything reads it.
  const live = await compose.live();
  const thread = new AnswerThread({ databaseUrl: await compose.databaseUrl(), environment, nowMs });
  const cache = new AnswerCache({ characters: keptCharacters });
  const cached: AnswerQuestion = async (path, query) => {
    const version = `${await live.version()} ${Math.floor(nowMs() / minuteMs)}`;
    const text = query.toString();
    return cache.get(JSON.stringify([path, text]), version, () => thread.ask(path, text));
  };
  let isOver = false;
  const onError = (error: unknown): void => {
    // What was under way when it ends is of no interest.
    if (!isOver) output.problem(error instanceof Error ? error.message : String(error));
  };
  const measures = new QuestionMeasures({
    commands: commandTable,
    measures: await compose.measures(),
    nowMs,
    everyMs: minuteMs,
    onError,
  });
  // What a topic asks anew whenever the log changes, nobody has asked; to count it would change the log again.
  const answer = measures.measured(cached);
  const endThread = async (): Promise<void> => {
    isOver = true;
    await measures[Symbol.asyncDispose]();
    await thread[Symbol.asyncDispose]();
  };
  const serverAt = (at: number): RealTimeMetricsServer =>
    new RealTimeMetricsServer(
      {
        guard: new RequestGuard({ isAllowedHost: allowedHosts(host, hosts), token, readToken: shownToken }),
        topics: liveTopics(cached, live),
        metrics: liveMetrics(cached, () => performance.now()),
        version: () => live.version(),
        answer,
        intake: liveIntake({ live, compose, nowMs }),
        asset: dashboardAssets(dashboardFolder()),
        epoch: randomUUID(),
        nowMs,
        onError,
      },
      { host, port: at },
    );
  const server = await started(serverAt, { port, isPortFree, note: (text) => output.note(text) }).catch(
    async (error: unknown) => {
      await endThread();
      throw error;
    },
  );
  const stopPreparing = keepPrepared({ version: () => live.version(), prepare: () => thread.prepare(), onError });
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      stopPreparing();
      // Whoever waits for an answer is not waited for.
      await endThread();
      await server.stop();
    },
  };
}

type Starting = { readonly port: number; readonly isPortFree: boolean; readonly note: (text: string) => void };

async function started(
  serverAt: (port: number) => RealTimeMetricsServer,
  { port, isPortFree, note }: Starting,
): Promise<RealTimeMetricsServer> {
  const server = serverAt(port);
  try {
    await server.start();
    return server;
  } catch (error) {
    if (!isPortFree || !isTaken(error)) throw error;
    note(`port ${port} is taken, so this is on another one`);
    const other = serverAt(0);
    await other.start();
    return other;
  }
}

function isTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
}
