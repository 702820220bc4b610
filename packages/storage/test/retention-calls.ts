import type { CollectedBatch } from '@skills/schema';
import { aBatch, aCall } from './open-test-log.ts';

const dayMs = 86_400_000;
const projects = ['app-000001', 'lib-000002'];

/** Where the days of the numbered calls begin; 20 days follow. */
export const firstMs: number = Date.UTC(2026, 0, 1, 5);

/** What is told of call `number`: its place is always the same, its outcome may come later. */
export type Told = { readonly number: number; readonly isOpen: boolean };

/** Facts of a call, and of the message of the same number. */
export const at = (number: number): number =>
  firstMs + ((number * 13) % 20) * dayMs + (number % 7) * 3_600_000 + number;
export const durationOf = (number: number): number => (number % 9) / 4;
export const projectOf = (number: number): string | undefined => projects[number % 3];
export const skillOf = (number: number): string => (number % 2 === 0 ? 'review' : 'deploy');
export const sessionOf = (number: number): string => `session ${number % 5}`;
export const outcomeOf = (number: number): boolean => number % 3 !== 1;
/** Some sources state tokens with the call. */
export const statesTokens = (number: number): boolean => number % 4 === 1;
export const tokensOfCall = 3;

export function outcomeBatch(number: number): CollectedBatch {
  return aBatch({
    completions: [{ callId: `call ${number}`, completed: outcomeOf(number), endedAtMs: at(number) + 1 }],
  });
}

/** The calls that are told, and a message for each. */
export function callsBatch(toldCalls: readonly Told[]): CollectedBatch {
  return aBatch({
    invocations: toldCalls.map(({ number, isOpen }) =>
      aCall({
        callId: `call ${number}`,
        skillName: skillOf(number),
        sessionId: sessionOf(number),
        projectId: projectOf(number),
        invokedAtMs: at(number),
        completed: isOpen ? null : outcomeOf(number),
        durationSeconds: durationOf(number),
        inputTokens: statesTokens(number) ? tokensOfCall : undefined,
        costUsd: statesTokens(number) ? 0.01 : undefined,
        workflowPhase: number % 4 === 0 ? 'build' : undefined,
        errorType: outcomeOf(number) ? undefined : 'timeout',
      }),
    ),
    usages: toldCalls.map(({ number }) => ({
      messageId: `message ${number}`,
      source: 'test',
      sessionId: sessionOf(number),
      projectId: projectOf(number),
      model: 'm',
      atMs: at(number),
      inputTokens: number,
      outputTokens: 2,
      cacheReadTokens: 0,
      cacheCreationTokens: 0,
      cacheCreation1hTokens: 0,
    })),
  });
}
