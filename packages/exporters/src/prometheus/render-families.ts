import type { HistogramFamily, MetricFamily } from './metric-family.ts';

export type ExpositionFormat = 'text' | 'openmetrics';

export const contentTypes: Readonly<Record<ExpositionFormat, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

const units = ['seconds', 'bytes', 'ratio', 'usd'];

/**
 * Metric families as Prometheus reads them; `expositionEnd` follows the last. Our own instead of prom-client's, which makes one series of
 * `{a="1,b:2", b="3"}` and `{a="1", b="2,b:3"}`, and takes ten times as long.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/ and the OpenMetrics 1.0 specification
 */
export function renderFamilies(families: readonly MetricFamily[], format: ExpositionFormat): string {
  let text = '';
  for (const family of families) text += renderFamily(family, format);
  return text;
}

/** What stands behind the last family. */
export function expositionEnd(format: ExpositionFormat): string {
  return format === 'openmetrics' ? '# EOF\n' : '';
}

function renderFamily(family: MetricFamily, format: ExpositionFormat): string {
  const isOpen = format === 'openmetrics';
  const name = isOpen && family.type === 'counter' ? family.name.replace(/_total$/, '') : family.name;
  const unit = isOpen ? units.find((word) => name.endsWith(`_${word}`)) : undefined;
  const head =
    `# HELP ${name} ${helpText(family.help, format)}\n# TYPE ${name} ${family.type}\n` +
    (unit === undefined ? '' : `# UNIT ${name} ${unit}\n`);
  if (family.type === 'histogram') return head + histogramLines(family);
  let lines = head;
  for (const [labels, value] of family.samples) {
    lines += `${family.name}${labels === '' ? '' : `{${labels}}`} ${numberText(value)}\n`;
  }
  return lines;
}

function histogramLines({ name, bounds, samples }: HistogramFamily): string {
  let lines = '';
  for (const [labels, { buckets, sum }] of samples) {
    const prefix = labels === '' ? '' : `${labels},`;
    let count = 0;
    for (const [index, bound] of bounds.entries()) {
      count += buckets[index] ?? 0;
      lines += `${name}_bucket{${prefix}le="${boundText(bound)}"} ${count}\n`;
    }
    count += buckets[bounds.length] ?? 0;
    const braces = labels === '' ? '' : `{${labels}}`;
    lines += `${name}_bucket{${prefix}le="+Inf"} ${count}\n${name}_sum${braces} ${numberText(sum)}\n${name}_count${braces} ${count}\n`;
  }
  return lines;
}

/** The same in both formats, as OpenMetrics has it, so that a change of format changes no series. */
function boundText(bound: number): string {
  return Number.isInteger(bound) ? `${bound}.0` : String(bound);
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}

function helpText(help: string, format: ExpositionFormat): string {
  const escaped = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return format === 'openmetrics' ? escaped.replaceAll('"', '\\"') : escaped;
}
