import type { z } from 'zod';
import { SkillsError } from './skills-error.ts';

/**
 * Leaves `unknown` by a schema. The one way in for data from outside.
 *
 * @throws {SkillsError} 'invalid-input', naming every offending path with the reason
 * @example
 * const event = parseInput(skillEventSchema, JSON.parse(line));
 */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const reasons = result.error.issues.map((issue) => `${issue.path.join('.') || '(value)'}: ${issue.message}`);
  throw new SkillsError('invalid-input', reasons.join('; '));
}
