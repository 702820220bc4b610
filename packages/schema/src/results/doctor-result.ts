import { z } from 'zod';

export const doctorCheckSchema = z.object({
  name: z.string(),
  status: z.enum(['ok', 'warn', 'fail']),
  detail: z.string(),
  /** What to do; empty when nothing is wrong. */
  fix: z.string(),
});
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

export const doctorResultSchema = z.object({ ok: z.boolean(), checks: z.array(doctorCheckSchema) });
export type DoctorResult = z.infer<typeof doctorResultSchema>;
