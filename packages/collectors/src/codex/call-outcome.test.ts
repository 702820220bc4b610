import { describe, expect, test } from 'vitest';
import { outcomeOfItem, outcomeOfMcpCall, outcomeOfOutput } from './call-outcome.ts';

const succeeded = { completed: true };
const failed = { completed: false, errorType: 'exit-code' };
const unknown = { completed: null };

describe('outcomeOfOutput', () => {
  test.each([
    ['Chunk ID: a\nWall time: 0.0 seconds\nProcess exited with code 0\nOutput:\n', succeeded],
    ['Chunk ID: a\nWall time: 0.0 seconds\nProcess exited with code 127\nOriginal token count: 3\nOutput:\nx', failed],
    ['Exit code: 0\nWall time: 0 seconds\nOutput:\n', succeeded],
    ['Exit code: 1\nWall time: 0 seconds\nOutput:\n', failed],
    ['Exit code: -1\nWall time: 0 seconds\nOutput:\n', failed],
    ['{"output":"x","metadata":{"exit_code":0,"duration_seconds":0.1}}', succeeded],
    ['{"output":"x","metadata":{"exit_code":124}}', failed],
    ['{"exit_code":2}', failed],
    [{ metadata: { exit_code: 0 } }, succeeded],
    [{ content: 'Exit code: 3\nOutput:\n', success: true }, failed],
    [[{ type: 'input_text', text: 'Wall time: 1 seconds\nProcess exited with code 9\nOutput:\n' }], failed],
  ])('takes the exit code of %j', (output, outcome) => {
    expect(outcomeOfOutput(output)).toEqual(outcome);
  });

  test.each([
    ['Plan updated'],
    ['Chunk ID: a\nWall time: 10 seconds\nProcess running with session ID 4\nOutput:\nProcess exited with code 1\n'],
    ['the build said: Exit code: 1'],
    ['a file\nExit code: 1\n'],
    ['{"output":"x","success":false}'],
    ['{"output":'],
    ['{"metadata":{"exit_code":"1"}}'],
    [undefined],
    [null],
    [7],
    [[]],
    [[null, { text: 7 }]],
  ])('says nothing of %j', (output) => {
    expect(outcomeOfOutput(output)).toEqual(unknown);
  });

  test.each([['aborted'], ['aborted by user after 5.3s'], ['Wall time: 3.2 seconds\naborted by user']])(
    'knows %j as interrupted',
    (output) => {
      expect(outcomeOfOutput(output)).toEqual({ completed: null, errorType: 'interrupted' });
    },
  );
});

describe('outcomeOfItem', () => {
  test.each([
    [{ status: 'completed', exit_code: 0 }, succeeded],
    [{ status: 'completed', exit_code: 1 }, failed],
    [
      { status: 'failed', exit_code: null },
      { completed: false, errorType: 'tool-error' },
    ],
    [{ status: 'declined' }, { completed: null, errorType: 'rejected' }],
    [{ status: 'in_progress' }, unknown],
    [{}, unknown],
  ])('reads %j', (completedItem, outcome) => {
    expect(outcomeOfItem(completedItem)).toEqual(outcome);
  });
});

describe('outcomeOfMcpCall', () => {
  const mcpError = { completed: false, errorType: 'mcp-error' };

  test.each([
    [{ result: { Ok: { content: [], isError: false } } }, succeeded],
    [{ result: { Ok: { content: [] } } }, succeeded],
    [{ result: { Ok: { content: [], isError: true } } }, mcpError],
    [{ result: { Err: 'no such tool' } }, mcpError],
    [{ result: { content: [], is_error: true } }, mcpError],
    [{ status: 'failed', error: { message: 'gone' } }, mcpError],
    [
      { status: 'failed', error: null },
      { completed: false, errorType: 'tool-error' },
    ],
    [{ status: 'completed' }, unknown],
  ])('reads %j', (completedItem, outcome) => {
    expect(outcomeOfMcpCall(completedItem)).toEqual(outcome);
  });
});
