import { expect, test } from 'vitest';
import { UnreadLines } from './unread-lines.ts';

const unread = new UnreadLines();
const lineOf = (text: string | Buffer) => {
  const bytes = Buffer.from(text);
  return { bytes, start: 0, end: bytes.length, lineNumber: 1, byteOffset: 0 };
};
const reasoning =
  '{"timestamp":"2026-01-01T00:00:00Z","type":"response_item","payload":{"type":"reasoning","summary":[]}}';

test('passes over reasoning and messages, whatever the spacing', () => {
  const spaced = '{"timestamp": "x", "ordinal": 3, "type": "event_msg", "payload": {"type": "agent_message"}}';

  expect(unread.includes(lineOf(reasoning))).toBe(true);
  expect(unread.includes(lineOf(spaced))).toBe(true);
});

test.for([
  [reasoning.slice(0, -1), 'a cut record'],
  [`${reasoning}${reasoning}`, 'two records'],
  [reasoning.replace('reasoning', 'function_call'), 'a call'],
  [reasoning.replace('[]', '[1 2]'), 'no JSON'],
  [reasoning.replace('[]', '["\u0001"]'), 'a control character'],
  [Buffer.from(reasoning.replace('[]', '["\u00e9"]'), 'latin1'), 'no UTF-8'],
  ['{"type":"response_item"}', 'another shape'],
  ['', 'nothing'],
  ['}', 'a brace'],
] as const)('leaves %j to be read: %s', ([text]) => {
  expect(unread.includes(lineOf(text))).toBe(false);
});
