import { describe, expect, test } from 'vitest';
import { collectText } from '../../test/collect-text.ts';
import { TranscriptLines } from '../../test/transcript-lines.ts';
import { claudeCodeCollector } from './index.ts';

const launched = { toolUseResult: { success: true, commandName: 'a' } };

/** A skill `toolu_s` that was launched, with what follows it. */
function outcomeAfter(
  follow: (lines: TranscriptLines) => TranscriptLines,
): readonly [boolean | null | undefined, string | undefined] {
  const start = new TranscriptLines()
    .prompt('go')
    .call('toolu_s', 'Skill', { input: { skill: 'a' } })
    .result('toolu_s', 'Launching skill: a', launched);
  const { invocations } = collectText(claudeCodeCollector, follow(start).toString());
  const skill = invocations.find((call) => call.callId === 'toolu_s');
  return [skill?.completed, skill?.errorType];
}

const failedCheck = (lines: TranscriptLines): TranscriptLines =>
  lines.call('t1', 'Bash', { input: { command: 'npm test' } }).failure('t1');
const passedCheck = (lines: TranscriptLines): TranscriptLines =>
  lines.call('t2', 'Bash', { input: { command: 'npm test' } }).result('t2');

describe('a skill', () => {
  test('failed when its launch failed', () => {
    const text = new TranscriptLines()
      .call('toolu_s', 'Skill', { input: { skill: 'a' } })
      .failure('toolu_s', 'Unknown skill: a')
      .toString();

    expect(collectText(claudeCodeCollector, text).invocations).toMatchObject([
      { completed: false, errorType: 'tool-error' },
    ]);
  });

  test('failed when the last check of its turn failed and the turn ended', () => {
    expect(outcomeAfter((lines) => failedCheck(lines).endTurn())).toEqual([false, 'failing-check']);
  });

  test.for([
    ['the user spoke', (lines: TranscriptLines) => lines.prompt('and now?')],
    ['the user stopped it', (lines: TranscriptLines) => lines.prompt('[Request interrupted by user]')],
    ['another skill began', (lines: TranscriptLines) => lines.call('toolu_n', 'Skill', { input: { skill: 'b' } })],
    ['a slash command began', (lines: TranscriptLines) => lines.command('/next')],
  ] as const)('failed when the turn was closed because %s', ([, close]) => {
    expect(outcomeAfter((lines) => close(failedCheck(lines)))).toEqual([false, 'failing-check']);
  });

  test.for([
    ['the turn is still open', failedCheck],
    ['a later check passed', (lines: TranscriptLines) => passedCheck(failedCheck(lines)).endTurn()],
    ['no check ran', (lines: TranscriptLines) => lines.endTurn()],
    [
      'what failed was no check',
      (lines: TranscriptLines) =>
        lines
          .call('t', 'Bash', { input: { command: 'cat x' } })
          .failure('t')
          .endTurn(),
    ],
    [
      'the last check was rejected',
      (lines: TranscriptLines) =>
        lines
          .call('t', 'Bash', { input: { command: 'npm test' } })
          .failure('t', "The user doesn't want to proceed with this tool use")
          .endTurn(),
    ],
    [
      'the last check has no result',
      (lines: TranscriptLines) =>
        failedCheck(lines)
          .call('t', 'Bash', { input: { command: 'npm test' } })
          .endTurn(),
    ],
    [
      "the check was a subagent's",
      (lines: TranscriptLines) =>
        lines
          .call('t', 'Bash', { input: { command: 'npm test' }, isSidechain: true })
          .failure('t', 'x', { isSidechain: true })
          .endTurn(),
    ],
    [
      'the check came after the turn',
      (lines: TranscriptLines) => failedCheck(lines.endTurn().prompt('next')).endTurn(),
    ],
    [
      'only the program spoke',
      (lines: TranscriptLines) => failedCheck(lines).prompt('<system-reminder>x').prompt('meta', { isMeta: true }),
    ],
  ] as const)('is unknown when %s', ([, follow]) => {
    expect(outcomeAfter(follow)).toEqual([null, undefined]);
  });

  test('typed as a slash command is held to the same rule', () => {
    const text = failedCheck(new TranscriptLines().command('/fix')).endTurn().toString();

    expect(collectText(claudeCodeCollector, text).invocations[0]).toMatchObject({
      skillName: '/fix',
      completed: false,
      errorType: 'failing-check',
    });
  });
});
