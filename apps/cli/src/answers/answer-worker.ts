/** Entry of the thread that answers questions of the live server. Started by `answer-thread.ts`. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { compose } from '@skills/composition';
import type { ComposeOptions } from '@skills/composition';
import { SkillsError } from '@skills/schema';
import type { AnswerRequest, AnswerResponse, AnswerWorkerData } from './answer-messages.ts';
import { commandAnswers } from './command-answers.ts';

if (parentPort === null) throw new RangeError('answer-worker runs only as a worker thread');
serve(parentPort, workerData);

function serve(port: MessagePort, { databaseUrl, environment }: AnswerWorkerData): void {
  let nowMs = 0;
  const options: ComposeOptions = {
    databaseUrl,
    environment,
    nowMs: () => nowMs,
    note: () => undefined,
    onSimulated: () => undefined,
  };
  const answer = commandAnswers({ compose: compose({ ...options, access: 'read' }), nowMs: () => nowMs, environment });
  const work = async (request: AnswerRequest): Promise<AnswerResponse> => {
    nowMs = request.nowMs;
    const { id } = request;
    try {
      if (request.kind === 'question') {
        const result = await answer(request.path, new URLSearchParams(request.query));
        return { kind: 'answer', id, json: result === undefined ? undefined : JSON.stringify(result) };
      }
      await prepareForQuestions(options);
      return { kind: 'answer', id, json: undefined };
    } catch (error) {
      const code = error instanceof SkillsError ? error.code : undefined;
      return { kind: 'failure', id, code, message: error instanceof Error ? error.message : String(error) };
    }
  };
  // One after the other: they share a processor and a database.
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: AnswerRequest) => {
    last = last.then(async () => port.postMessage(await work(request)));
  });
}

// Questions wait behind the preparation: it does not wait for others, but comes again.
const busyTimeoutMs = 20;

/** Commands do this themselves when they are asked; a question over HTTP writes nothing. */
async function prepareForQuestions(options: ComposeOptions): Promise<void> {
  await using composition = compose({ ...options, busyTimeoutMs });
  await (await composition.projects('keep')).bringUpToDate();
  await (await composition.skillLibrary('keep')).bringUpToDate();
  await (await composition.executions('write')).engine.runHourlyAggregation();
}
