import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrontMatter } from './front-matter.ts';

test('reads fields as text, whatever YAML would make of them', () => {
  const { fields, body, problems } = readFrontMatter(
    '---\nname: 123\ndescription: >-\n  Two\n  lines\nversion: 1.0\non: yes\nmetadata:\n  a: b\n---\n# Body\n',
  );

  expect(Object.fromEntries(fields)).toEqual({ name: '123', description: 'Two lines', version: '1.0', on: 'yes' });
  expect([body, problems]).toEqual(['# Body\n', []]);
});

test('takes a byte-order mark and Windows line ends', () => {
  expect(readFrontMatter('\uFEFF---\r\nname: x\r\n---\r\nbody').fields.get('name')).toBe('x');
});

test.each([
  ['# no fence', 1, 'does not begin with ---'],
  ['---\nname: x\n', 1, 'the frontmatter never ends with ---'],
  ['---\n- a\n- b\n---\n', 2, 'the frontmatter is no list of fields'],
  ['---\nname: x\ndescription: [a, b]\n---\n', 3, 'description is no text'],
  [
    '---\nname: x\nlicense: MIT\ndescription: Use when: foo\n---\n',
    4,
    'Nested mappings are not allowed in compact mappings',
  ],
  ['---\nname: x\nname: y\n---\n', 3, 'Map keys must be unique'],
  ['---\nname: "x\n---\n', 2, 'Missing closing "quote'],
])('names what is wrong with %j by its line', (text, line, reason) => {
  expect(readFrontMatter(text).problems).toMatchObject([{ line, reason: expect.stringContaining(reason) }]);
});

test('what broken YAML says in plain lines is still read', () => {
  const { fields } = readFrontMatter('---\nname: "deploy"\ndescription: Use when: asked to deploy\n---\n');

  expect(Object.fromEntries(fields)).toEqual({ name: 'deploy', description: 'Use when: asked to deploy' });
});

test('follows no alias, builds no object of a tag, and has no prototype to spoil', () => {
  const bomb = `---\na: &a [x, x]\nb: &b [*a, *a]\nname: *b\n__proto__: evil\n---\n`;
  const { fields } = readFrontMatter(bomb);

  expect(fields.get('name')).toBeUndefined();
  expect(fields.get('__proto__')).toBe('evil');
  expect(readFrontMatter('---\nname: !!js/function "x"\n---\n').fields.get('constructor')).toBeUndefined();
});

test('never fails, and names lines of the file', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('---\n', 'name: x\n', '- ', ': ', '"', '&a ', '*a ', '{', '\t', '\0', '|\n', '#', '!!'), {
        maxLength: 30,
      })
      .map((parts) => `---\n${parts.join('')}\n---\n`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const { line } of readFrontMatter(text).problems) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length + 1);
      }
    }),
    { numRuns: 500 },
  );
});

test('a frontmatter of megabytes is not parsed', () => {
  const { problems } = readFrontMatter(`---\nname: ${'x'.repeat(70_000)}\n---\n`);

  expect(problems).toEqual([{ line: 1, reason: 'the frontmatter is longer than 64 KiB' }]);
});
