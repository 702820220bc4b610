import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { OutputOptions, Screen } from './output.ts';
import { createOutput } from './output.ts';

function screen(terminal: { readonly isTTY?: boolean; readonly columns?: number } = {}): Screen {
  return Object.assign(new PassThrough(), terminal);
}

/** What both streams got once `work` is done with an output. */
async function printed(
  options: Partial<OutputOptions>,
  work: (output: ReturnType<typeof createOutput>) => Promise<void>,
): Promise<{ readonly out: string; readonly error: string }> {
  const standardOutput = options.standardOutput ?? screen();
  const standardError = options.standardError ?? screen();
  const rest = { json: false, quiet: false, colour: false, nowMs: () => 0, columns: undefined };
  await work(createOutput({ ...rest, ...options, standardOutput, standardError }));
  standardOutput.end();
  standardError.end();
  return { out: await writtenTo(standardOutput), error: await writtenTo(standardError) };
}

async function writtenTo(stream: Screen): Promise<string> {
  return stream instanceof PassThrough ? text(stream) : '';
}

const halfway = { label: 'reading', done: 1, total: 2, detail: '1 of 2' };

test('--json prints the value alone, a person gets the page', async () => {
  const work = (output: ReturnType<typeof createOutput>): Promise<void> =>
    output.result({ a: 1 }, () => ['one', 'two']);

  expect((await printed({ json: true }, work)).out).toBe('{\n  "a": 1\n}\n');
  expect((await printed({}, work)).out).toBe('one\ntwo\n');
});

test('progress is drawn on a terminal and cleared before anything else is printed', async () => {
  const work = async (output: ReturnType<typeof createOutput>): Promise<void> => {
    output.progress.update(halfway);
    output.note('a remark');
    await output.result({}, () => ['done']);
  };

  const onTerminal = await printed({ standardError: screen({ isTTY: true, columns: 80 }) }, work);
  const inLog = await printed({}, work);

  expect(onTerminal.error).toMatch(/^\r\u001b\[2Kreading █+░+ 1 of 2\r\u001b\[2Ka remark\n$/);
  expect(inLog.error).toBe('a remark\n');
});

test('--quiet leaves problems and takes remarks and progress', async () => {
  const { error } = await printed(
    { quiet: true, standardError: screen({ isTTY: true, columns: 80 }) },
    async (output) => {
      output.progress.update(halfway);
      output.note('a remark');
      output.problem('a \u001b[31mproblem');
      await output.bytes('');
    },
  );

  expect(error).toBe('a problem\n');
});

test('a page is as wide as the terminal, else as COLUMNS says, else 80', async () => {
  const widths: number[] = [];
  const work = async (output: ReturnType<typeof createOutput>): Promise<void> => {
    await output.result({}, ({ width }) => {
      widths.push(width);
      return [];
    });
  };

  await printed({ standardOutput: screen({ isTTY: true, columns: 123 }) }, work);
  await printed({ columns: 99 }, work);
  await printed({}, work);

  expect(widths).toEqual([123, 99, 80]);
});

test('numbers of a simulated world say so, for a person and for a program', async () => {
  const work = (output: ReturnType<typeof createOutput>): Promise<void> => {
    output.markSimulated();
    return output.result({ a: 1 }, () => ['one']);
  };

  expect((await printed({}, work)).out).toBe('SIMULATED WORLD: none of these numbers is real\n\none\n');
  expect(JSON.parse((await printed({ json: true }, work)).out)).toEqual({ a: 1, simulated: true });
});
