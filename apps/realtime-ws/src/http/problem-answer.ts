import { SkillsError } from '@skills/schema';
import type { SkillsErrorCode } from '@skills/schema';
import { errorAnswer } from './http-answer.ts';
import type { HttpAnswer } from './http-answer.ts';

const statuses: Partial<Record<SkillsErrorCode, number>> = {
  'invalid-input': 400,
  'invalid-usage': 400,
  'not-found': 404,
  'storage-busy': 503,
  'storage-unavailable': 503,
};

/** What a failed request is told: the caller's mistake in full, ours by its code alone, because its text may name paths. */
export function problemAnswer(error: unknown): HttpAnswer {
  if (!(error instanceof SkillsError)) return errorAnswer(500, 'internal', 'the server failed; its log says how');
  const status = statuses[error.code] ?? 500;
  return errorAnswer(status, error.code, status === 400 || status === 404 ? error.message : 'the database failed');
}
