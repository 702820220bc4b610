import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';

export type FrontMatterProblem = {
  /** 1-based line of the file. */
  readonly line: number;
  readonly reason: string;
};

export type FrontMatter = {
  /** Fields whose values are text; others are left out. */
  readonly fields: ReadonlyMap<string, string>;
  /** What stands below. */
  readonly body: string;
  readonly problems: readonly FrontMatterProblem[];
};

const mostCharacters = 64 * 1024;
const fence = /^---[ \t]*$/;

/**
 * The YAML between the first two `---` lines of a `SKILL.md`. Every value is taken as text (no types, dates or tags), no
 * alias is followed. When the YAML is broken, what a line `name: …` or `description: …` says is still read, and the
 * problem is named.
 */
export function readFrontMatter(text: string): FrontMatter {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (!fence.test(lines[0] ?? '')) {
    return { fields: new Map(), body: text, problems: [{ line: 1, reason: 'does not begin with ---' }] };
  }
  const end = lines.findIndex((line, index) => index > 0 && fence.test(line));
  if (end === -1) {
    return { fields: new Map(), body: text, problems: [{ line: 1, reason: 'the frontmatter never ends with ---' }] };
  }
  const body = lines.slice(end + 1).join('\n');
  const source = lines.slice(1, end).join('\n');
  if (source.length > mostCharacters) {
    return { fields: new Map(), body, problems: [{ line: 1, reason: 'the frontmatter is longer than 64 KiB' }] };
  }
  return { ...readYaml(source), body };
}

function readYaml(source: string): Pick<FrontMatter, 'fields' | 'problems'> {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { schema: 'failsafe', lineCounter, uniqueKeys: true, prettyErrors: false });
  // Line 1 of the YAML is line 2 of the file.
  const problemAt = (offset: number, reason: string): FrontMatterProblem => ({
    line: Math.max(1, lineCounter.linePos(offset).line) + 1,
    reason,
  });
  const errors = document.errors.map(({ pos, message }) => problemAt(pos[0], oneLine(message)));
  // One mistake is often found twice.
  const problems = [...new Map(errors.map((each) => [`${each.line} ${each.reason}`, each])).values()].slice(0, 5);
  if (problems.length > 0) return { fields: looseFields(source), problems };
  const { contents } = document;
  if (!isMap(contents)) {
    return { fields: new Map(), problems: [{ line: 2, reason: 'the frontmatter is no list of fields' }] };
  }
  const fields = new Map<string, string>();
  for (const { key, value } of contents.items) {
    if (!isScalar(key) || typeof key.value !== 'string') continue;
    if (isScalar(value) && typeof value.value === 'string') fields.set(key.value, value.value);
    else if (isRead(key.value) && value !== null) {
      problems.push(problemAt(key.range?.[0] ?? 0, `${key.value} is no text`));
    }
  }
  return { fields, problems };
}

function isRead(field: string): boolean {
  return field === 'name' || field === 'description';
}

function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}

/** `name: …` and `description: …` lines as they stand. */
function looseFields(source: string): ReadonlyMap<string, string> {
  return new Map(
    [...source.matchAll(/^(name|description):[ \t]*(\S.*)$/gm)].map(([, field = '', value = '']) => [
      field,
      value.trim().replace(/^(["'])(.*)\1$/, '$2'),
    ]),
  );
}
