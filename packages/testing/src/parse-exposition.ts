export type ParsedSample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

export type ParsedExposition = {
  readonly samples: readonly ParsedSample[];
  /** Types by name of the family. */
  readonly types: ReadonlyMap<string, string>;
};

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const labelPair = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;

/**
 * Reads the text that Prometheus reads, as strictly as it does: written from the specification and not from our renderer.
 *
 * @throws {RangeError} for a line that is none, a series that occurs twice, and a family whose samples are apart
 */
export function parseExposition(text: string): ParsedExposition {
  if (!text.endsWith('\n')) throw new RangeError('the last line does not end');
  const samples: ParsedSample[] = [];
  const types = new Map<string, string>();
  const seen = new Set<string>();
  for (const line of text.slice(0, -1).split('\n')) {
    const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line);
    if (type !== null) {
      const [, name = '', kind = ''] = type;
      if (types.has(name)) throw new RangeError(`the family ${name} occurs twice`);
      types.set(name, kind);
      continue;
    }
    if (/^# (?:HELP|UNIT) \S+ .*$/.test(line) || line === '# EOF') continue;
    const [, name = '', labelText = '', valueText = ''] = sampleLine.exec(line) ?? [];
    if (name === '') throw new RangeError(`no sample: ${line}`);
    const labels = parseLabels(labelText, line);
    const key = JSON.stringify([name, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
    if (seen.has(key)) throw new RangeError(`the series occurs twice: ${line}`);
    seen.add(key);
    samples.push({ name, labels, value: parseNumber(valueText, line) });
  }
  return { samples, types };
}

function parseLabels(text: string, line: string): Readonly<Record<string, string>> {
  const pairs: [string, string][] = [];
  let end = 0;
  while (end < text.length) {
    labelPair.lastIndex = end;
    const [whole = '', name = '', value = ''] = labelPair.exec(text) ?? [];
    if (whole === '') throw new RangeError(`no label at ${end}: ${line}`);
    pairs.push([name, value.replace(/\\([\\"n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))]);
    end += whole.length;
  }
  return Object.fromEntries(pairs);
}

function parseNumber(text: string, line: string): number {
  if (text === '+Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  if (text === 'NaN') return Number.NaN;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) throw new RangeError(`no number: ${line}`);
  return Number(text);
}
