import type { HttpAnswer } from './http/http-answer.ts';

/**
 * A question to the database by its path behind `/api/`, such as `['top']` or `['show', 'code-review']`.
 *
 * @returns the result of `docs/cli.md` as JSON, or `undefined` when there is no such question
 * @throws {SkillsError} 'invalid-usage' | 'invalid-input' | 'not-found' | 'storage-…'
 */
export type AnswerQuestion = (path: readonly string[], query: URLSearchParams) => Promise<string | undefined>;

/** What is posted to `/v1/…`: events, or telemetry of an assistant. */
export type Intake = (post: {
  /** Behind `/v1/`: `events`, `logs`, `metrics`, `traces`. */
  readonly signal: string;
  /** Media type without parameters, in lower case. */
  readonly contentType: string;
  readonly body: Buffer;
}) => Promise<HttpAnswer | undefined>;

/** A file of the dashboard; `undefined` for one that does not exist. */
export type FindAsset = (path: string) => HttpAnswer | undefined;
