import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maySayWhy, resultText, toolErrorType } from './tool-outcome.ts';

const reasons = [
  "The user doesn't want to proceed with this tool use. The tool use was rejected",
  "The user doesn't want to take this action right now",
  'Sibling tool call errored',
  'before\n[Request interrupted by user for tool use]',
];

function jsonOf(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('latin1');
}

test('may say why whenever the whole content does, as a text or as blocks', () => {
  fc.assert(
    fc.property(fc.constantFrom(...reasons, 'Exit code 1'), fc.string(), fc.boolean(), (reason, more, inBlocks) => {
      const content = inBlocks ? [{ type: 'text', text: `${reason}${more}` }] : `${reason}${more}`;
      fc.pre(toolErrorType(resultText(content), undefined) !== 'tool-error');

      expect(maySayWhy(jsonOf(content))).toBe(true);
    }),
  );
  expect(maySayWhy('"\\u0053ibling tool call errored"')).toBe(true);
});

test('what a tool wrote itself is not looked into', () => {
  expect(maySayWhy(jsonOf('Exit code 1\nerror: no such file "café"'))).toBe(false);
});
