import type { SkillsErrorCode } from '@skills/schema';

/** What the answering thread is started with. */
export type AnswerWorkerData = {
  readonly databaseUrl: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** One job of the thread; `nowMs` is UTC epoch milliseconds. */
export type AnswerRequest = { readonly id: number; readonly nowMs: number } & (
  | { readonly kind: 'question'; readonly path: readonly string[]; readonly query: string }
  /** What questions look things up in is made anew where the log has changed. */
  | { readonly kind: 'upkeep' }
);

export type AnswerResponse =
  /** JSON; `undefined` when there is no such question. */
  | { readonly kind: 'answer'; readonly id: number; readonly json: string | undefined }
  | {
      readonly kind: 'failure';
      readonly id: number;
      /** `undefined` for a failure of ours. */
      readonly code: SkillsErrorCode | undefined;
      readonly message: string;
    };
