import type { DoctorCheck, DoctorResult } from '@skills/schema';
import type { Page } from '../output.ts';
import { safeText } from '@skills/text';
import { wrapText } from '../terminal/wrap-text.ts';

const marks = { ok: '✓', warn: '!', fail: '✗' } as const satisfies Record<DoctorCheck['status'], string>;

const indent = ' '.repeat(18);

/** The findings for a person. */
export function doctorPage({ ok, checks }: DoctorResult, { style, width }: Page): readonly string[] {
  const paints = { ok: style.green, warn: style.yellow, fail: style.red };
  const linesOf = (text: string): readonly string[] => wrapText(safeText(text), width - indent.length);
  const lines = checks.flatMap(({ name, status, detail, fix }) => [
    `  ${paints[status](marks[status])} ${name.padEnd(14)}${linesOf(detail).join(`\n${indent}`)}`,
    ...(fix === '' ? [] : linesOf(fix).map((line) => `${indent}${style.dim(line)}`)),
  ]);
  const needsWork = checks.filter(({ status }) => status !== 'ok').length;
  const verdict = ok ? `Everything works; ${needsWork} to look at.` : 'Something is broken.';
  return [style.bold('Doctor'), '', ...lines, '', needsWork === 0 ? style.green('Everything is in order.') : verdict];
}
