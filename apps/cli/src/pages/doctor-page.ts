import type { DoctorCheck, DoctorResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { safeText } from '../terminal/safe-text.ts';

const marks = { ok: '✓', warn: '!', fail: '✗' } as const satisfies Record<DoctorCheck['status'], string>;

/** The findings for a person. */
export function doctorPage({ ok, checks }: DoctorResult, { style }: Page): readonly string[] {
  const paints = { ok: style.green, warn: style.yellow, fail: style.red };
  const lines = checks.flatMap(({ name, status, detail, fix }) => [
    `  ${paints[status](marks[status])} ${name.padEnd(14)}${safeText(detail)}`,
    ...(fix === '' ? [] : [`    ${''.padEnd(14)}${style.dim(safeText(fix))}`]),
  ]);
  const needsWork = checks.filter(({ status }) => status !== 'ok').length;
  const verdict = ok ? `Everything works; ${needsWork} to look at.` : 'Something is broken.';
  return [style.bold('Doctor'), '', ...lines, '', needsWork === 0 ? style.green('Everything is in order.') : verdict];
}
