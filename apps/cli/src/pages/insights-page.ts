import type { CheckpointInsight, EndInsight, Finding, SessionMeasure, SkillRow, StartInsight } from '@skills/schema';
import { formatCount, formatCountOf, formatDuration, formatInterval, formatPercent, safeText } from '@skills/text';
import type { Page } from '../output.ts';
import { wrapText } from '../terminal/wrap-text.ts';
import { sequenceText } from './workflow-runs-page.ts';

const mostSteps = 30;

/** A few lines for the start of a session. */
export function startInsightPage(insight: StartInsight, page: Page): readonly string[] {
  const { topSkills, failingSkills, projectId, failingBelow, minOutcomes } = insight;
  const where = projectId === null ? 'every project' : safeText(projectId, 60);
  const title = `${page.style.bold('Skills')}  ${page.style.dim(`${where}, last 30 days`)}`;
  if (topSkills.length === 0) return [title, '', '  No skill ran yet.'];
  return [
    title,
    '',
    '  used most',
    ...topSkills.map((row) => `    ${skillText(row)}`),
    '',
    ...(failingSkills.length === 0
      ? [
          page.style.dim(
            `  none of ${formatCount(minOutcomes)} outcomes or more is surely below ${formatPercent(failingBelow)}`,
          ),
        ]
      : ['  failing', ...failingSkills.map((row) => `    ${page.style.red(skillText(row))}`)]),
  ];
}

/** A few lines for the middle of a session. */
export function checkpointPage({ sessionId, calls, findings }: CheckpointInsight, page: Page): readonly string[] {
  const title = `${page.style.bold('So far')}  ${page.style.dim(`${formatCountOf(calls, 'call')} in session ${safeText(sessionId, 40)}`)}`;
  if (findings.length === 0) return [title, '', '  Nothing fails, was tried again or is slower than usual.'];
  return [
    title,
    '',
    ...findings.flatMap((finding) =>
      wrapText(`${safeText(finding.skillName, 40)} ${findingText(finding)}`, page.width - 4).map(
        (line, index) => `${index === 0 ? '  ' : '    '}${line}`,
      ),
    ),
  ];
}

/** A few lines for the end of a session. */
export function endPage(insight: EndInsight, page: Page): readonly string[] {
  const { sessionId, calls, completed, failed, sequence, compared, usualSessions, skills } = insight;
  const title = `${page.style.bold('Session')}  ${page.style.dim(safeText(sessionId, 40))}`;
  if (calls === 0) return [title, '', '  No call was seen in it.'];
  const seconds = (Date.parse(insight.endedAt ?? '') - Date.parse(insight.startedAt ?? '')) / 1_000;
  const rest = sequence.length - mostSteps;
  const order = `${sequenceText(sequence.slice(0, mostSteps))}${rest > 0 ? ` and ${formatCount(rest)} more` : ''}`;
  const most = skills.slice(0, 5).map((row) => `${safeText(row.skillName, 30)} ${formatCount(row.invocations)}`);
  return [
    title,
    '',
    `  ${formatCountOf(calls, 'call')} in ${formatDuration(seconds)}: ${formatCount(completed)} completed, ${formatCount(failed)} failed, ${formatCount(calls - completed - failed)} unknown`,
    ...indented(`most: ${most.join(', ')}`, page),
    ...(sequence.length === 0 ? [] : indented(`order: ${order}`, page)),
    '',
    ...(compared.length === 0
      ? [page.style.dim(`  ${formatCountOf(usualSessions, 'earlier session')} of the project: too few to compare with`)]
      : [
          ...compared.map(
            ({ measure, value, usualMedian, usualLow, usualHigh, standing }) =>
              `  ${measureWords[measure].padEnd(9)} ${shown(measure, value)}, usually ${shown(measure, usualMedian)} (${shown(measure, usualLow)} to ${shown(measure, usualHigh)})${standing === 'usual' ? '' : `  ${page.style.yellow(standing)}`}`,
          ),
          page.style.dim(`  beside ${formatCountOf(usualSessions, 'earlier session')}; eight of ten lie in brackets`),
        ]),
  ];
}

const measureWords = {
  calls: 'calls',
  skills: 'skills',
  minutes: 'time',
  failureRate: 'failures',
} as const satisfies Record<SessionMeasure, string>;

function shown(measure: SessionMeasure, value: number): string {
  if (measure === 'failureRate') return formatPercent(value);
  return measure === 'minutes' ? formatDuration(value * 60) : formatCount(value);
}

function indented(text: string, page: Page): readonly string[] {
  return wrapText(text, page.width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`);
}

function skillText(row: SkillRow): string {
  const known = row.completed + row.failed;
  const rate =
    known === 0
      ? 'no outcome known'
      : `${formatPercent(row.completionRate)} of ${formatCount(known)} work (${formatInterval(row.completionRateLower, row.completionRateUpper)})`;
  return `${safeText(row.skillName, 30)}  ${formatCountOf(row.invocations, 'call')}, ${rate}`;
}

function findingText(finding: Finding): string {
  switch (finding.reason) {
    case 'failing':
      return `fails: ${formatCount(finding.failed)} of ${formatCount(finding.known)} here${
        finding.usualOutcomes === 0
          ? ', never seen before'
          : `; before ${formatPercent(finding.usualCompletionRate)} of ${formatCount(finding.usualOutcomes)} worked`
      }`;
    case 'retried':
      return `works now, after ${formatCountOf(finding.retries, 'failed try').replace('trys', 'tries')} in ${formatCountOf(finding.calls, 'call')}`;
    case 'slow':
      return `is slow: ${formatDuration(finding.medianSeconds)} by the median, before ${formatDuration(finding.usualMedianSeconds)}; ${formatCount(finding.slowCalls)} of ${formatCount(finding.timedCalls)} took over ${formatDuration(finding.usualP95Seconds)}, as 1 in 20 does`;
    default:
      return finding satisfies never;
  }
}
