import { callLines, callRecords } from './transcript-lines.ts';

/** A transcript with something wrong in it, and what must come of it. */
export type BrokenTranscript = {
  /** What is wrong; also the name of its session. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Tools of the calls that arrive, in byte order. */
  readonly arrives: readonly string[];
  /** Lines that go into quarantine, with a part of the reason. */
  readonly bad: readonly (readonly [line: number, reason: string])[];
};

type Expected = { readonly arrives?: readonly string[]; readonly bad?: string };
type Change = (record: string) => string;
/** A line with a call of Edit, changed on the way. */
type EditLine = (change?: Change) => string;

const megabyte = 1024 * 1024;
const nested = (open: string, close: string): string => `${open.repeat(1e5)}1${close.repeat(1e5)}`;
const input =
  (json: string): Change =>
  (record) =>
    record.replace('"input":{}', () => `"input":${json}`);
const field =
  (from: string, to: string): Change =>
  (record) =>
    record.replace(from, () => to);

/** Line 3 is broken; the calls before and behind it are whole. */
const betweenGoodLines: readonly (readonly [name: string, broken: (edit: EditLine) => string | Buffer, Expected])[] = [
  ['bytes that are no UTF-8', () => bytesIn('{"type":"user","x":"', '"}\n'), { bad: 'invalid UTF-8' }],
  [
    'bytes that are no UTF-8 in a name',
    (edit) => bytesIn(...halves(edit(), '"Ed')),
    { arrives: ['Ed\ufffd\ufffdit'], bad: 'invalid UTF-8' },
  ],
  ['a lone surrogate in a name', (edit) => edit(field('Edit', 'E\\ud800')), { arrives: ['E\ufffd'] }],
  ['a NUL escape in a name', (edit) => edit(field('Edit', 'E\\u0000')), { arrives: ['E\ufffd'] }],
  ['700 NUL bytes', () => `${'\0'.repeat(700)}\n`, { bad: 'NUL' }],
  ['NUL bytes before a record', (edit) => '\0'.repeat(300) + edit(), { arrives: ['Edit'], bad: 'NUL padding' }],
  ['half a record', (edit) => `${edit().slice(0, 200)}\n`, { bad: 'not valid JSON' }],
  ['two records on one line', (edit) => edit().trimEnd() + edit(), { arrives: ['Edit', 'Edit'], bad: 'glued line, 2' }],
  ['half a record, then a whole one', (edit) => edit().slice(0, 200) + edit(), { bad: 'not valid JSON' }],
  ['9 MiB on one line', (edit) => edit(input(`"${'x'.repeat(9 * megabyte)}"`)), { bad: 'oversize' }],
  ['7 MiB on one line', (edit) => edit(input(`"${'x'.repeat(7 * megabyte)}"`)), { arrives: ['Edit'] }],
  ['100,000 brackets', () => `${nested('[', ']')}\n`, { bad: 'not a JSON object' }],
  ['100,000 braces', () => `${nested('{"a":', '}')}\n`, {}],
  ['100,000 brackets in a call', (edit) => edit(input(`{"x":${nested('[', ']')}}`)), { arrives: ['Edit'] }],
  ['100,000 open brackets', () => `{"type":"assistant","x":${'['.repeat(1e5)}\n`, { bad: 'not valid JSON' }],
  ['U+2028, U+2029 and U+0085 in a text', (edit) => edit(input('"a\u2028b\u2029c\u0085d"')), { arrives: ['Edit'] }],
  ['a line that ends with CR LF', (edit) => edit().replace('\n', '\r\n'), { arrives: ['Edit'] }],
  [
    'a lone CR between records',
    (edit) => edit().replace('\n', '\r') + edit(),
    { arrives: ['Edit', 'Edit'], bad: 'glued' },
  ],
  ['a list', () => '[{"type":"assistant"}]\n', { bad: 'not a JSON object' }],
  ['null', () => 'null\n', { bad: 'not a JSON object' }],
  ['blank lines', () => '\n \n\t\r\n', {}],
  ['a tool called __proto__', (edit) => edit(field('Edit', '__proto__')), { arrives: ['__proto__'] }],
  ['a tool called constructor', (edit) => edit(field('Edit', 'constructor')), { arrives: ['constructor'] }],
  [
    'keys of the prototype',
    (edit) => edit(field('{', '{"__proto__":{"type":"user"},"constructor":{"prototype":1},')),
    { arrives: ['Edit'] },
  ],
  ['a name that is a number', (edit) => edit(field('"Edit"', '7')), {}],
  ['a message that is null', (edit) => edit(field('"message":{', '"message":null,"was":{')), {}],
  ['an unknown kind of record', (edit) => edit(field('"assistant"', '"from_the_future"')), {}],
  [
    'tokens beyond every number',
    (edit) => edit(field('"input_tokens":10', '"input_tokens":1e400')),
    { arrives: ['Edit'] },
  ],
];

/** A first record whose time is none; there is none before it that could stand in. */
const badTimes = [
  '"2026-02-30T10:00:00.000Z"',
  '"2026-13-01T10:00:00Z"',
  '"yesterday"',
  '""',
  '1e400',
  'null',
  '"1970-01-01T00:00:00Z"',
];

/** Every kind of broken file that assistants, editors and power cuts were seen to leave behind. */
export function brokenTranscripts(): readonly BrokenTranscript[] {
  const good = (name: string, tool: string): string => callLines({ id: `${name}-${tool}`, session: name, tool });
  const edits = (name: string): EditLine => {
    let count = 0;
    return (change = (record) => record) => {
      count += 1;
      return `${change(callRecords({ id: `${name}-${count}`, session: name, tool: 'Edit' })[0])}\n`;
    };
  };
  const whole = (name: string, bytes: string, bad: BrokenTranscript['bad'] = []): BrokenTranscript => ({
    name,
    bytes: Buffer.from(bytes),
    arrives: bytes === '' ? [] : ['Read'],
    bad,
  });
  return [
    ...betweenGoodLines.map(([name, broken, { arrives = [], bad }]) => ({
      name,
      bytes: Buffer.concat(
        [good(name, 'Read'), broken(edits(name)), good(name, 'Write')].map((part) => Buffer.from(part)),
      ),
      arrives: ['Read', 'Write', ...arrives].toSorted(),
      bad: bad === undefined ? [] : [[3, bad] as const],
    })),
    ...badTimes.map((time) => {
      const name = `the time ${time}`;
      const broken = edits(name)((record) => record.replace(/"timestamp":"[^"]*"/, () => `"timestamp":${time}`));
      return whole(name, broken + good(name, 'Read'), [[1, 'a record without a time']]);
    }),
    whole('an empty file', ''),
    whole('a byte order mark', `\ufeff${good('a byte order mark', 'Read')}`),
    whole('NUL bytes at the end', good('NUL bytes at the end', 'Read') + '\0'.repeat(143_000), [[3, 'NUL']]),
    whole('half a record at the end', good('half a record at the end', 'Read') + edits('x')().slice(0, 99), [
      [3, 'incomplete last line'],
    ]),
    whole('no newline at the end', good('no newline at the end', 'Read').trimEnd()),
    whole(
      'a result before its call',
      `${good('a result before its call', 'Read').trimEnd().split('\n').toReversed().join('\n')}\n`,
    ),
  ];
}

function bytesIn(before: string, after: string): Buffer {
  return Buffer.concat([Buffer.from(before), Buffer.of(0xff, 0xfe), Buffer.from(after)]);
}

/** A text cut behind the first `mark`. */
function halves(text: string, mark: string): [string, string] {
  const place = text.indexOf(mark) + mark.length;
  return [text.slice(0, place), text.slice(place)];
}
