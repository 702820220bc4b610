import type { SkillInvocation } from '@skills/schema';
import { SkillsError } from '@skills/schema';
import { textOption } from '../arguments/option-values.ts';
import type { OptionValues } from '../arguments/option-values.ts';
import { windowOption } from '../arguments/time-option.ts';
import type { RequestedWindow } from '../arguments/time-option.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { formatCountOf, safeText } from '@skills/text';
import { exportFormat } from './export-format.ts';
import { projectOption } from './report-options.ts';

// The log refuses later times.
const latestMs = Date.UTC(2100, 0, 1);

/** `skills export FORMAT` */
export const exportEvents: RunCommand = async ({ arguments: [formatName = ''], options }, context) => {
  const { compose, nowMs, output, signal } = context;
  const format = exportFormat('export', formatName);
  const window = exportWindow(options, nowMs());
  const file = textOption(options, 'out');
  if (output.json && file === undefined) {
    throw new SkillsError('invalid-usage', '--json needs --out: standard output would carry two things at once');
  }
  if (format === 'parquet' && file === undefined && output.isTerminal) {
    throw new SkillsError('invalid-usage', 'export parquet: a terminal cannot show it; name a file with --out');
  }
  const reports = await compose.reports();
  const projectId = await projectOption(options, reports);
  let events = 0;
  const pages = counted(reports.events({ ...window, projectId, skillName: textOption(options, 'skill') }), (page) => {
    signal.throwIfAborted();
    events += page.length;
  });
  const formats = await compose.formats();
  const chunks = formats.write(format, pages);
  if (file === undefined) {
    for await (const chunk of chunks) await output.bytes(chunk);
    output.note(`${formatCountOf(events, 'event')} exported`);
    return exitCodes.done;
  }
  await formats.save(file, chunks);
  const result = { format, file, events };
  await output.result(result, () => [`${formatCountOf(events, 'event')} exported to ${safeText(file)}`]);
  return exitCodes.done;
};

/** Everything when nothing is said: also what a wrong clock put into the future. */
function exportWindow(options: OptionValues, nowMs: number): RequestedWindow {
  const window = windowOption(options, nowMs, 'all');
  const isAll = textOption(options, 'until') === undefined && (textOption(options, 'since') ?? 'all') === 'all';
  return isAll ? { ...window, untilMs: latestMs } : window;
}

async function* counted(
  pages: AsyncIterable<readonly SkillInvocation[]>,
  onPage: (page: readonly SkillInvocation[]) => void,
): AsyncGenerator<readonly SkillInvocation[], void, void> {
  for await (const page of pages) {
    onPage(page);
    yield page;
  }
}
