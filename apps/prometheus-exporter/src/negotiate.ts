import type { ExpositionFormat } from '@skills/exporters';

type Accepted = { readonly value: string; readonly quality: number };

/** Which format an `Accept` header asks for; text when it does not say. */
export function acceptedFormat(accept: string | undefined): ExpositionFormat {
  const ranges = parsed(accept);
  const quality = (isMeant: (value: string) => boolean): number =>
    Math.max(0, ...ranges.filter(({ value }) => isMeant(value)).map((range) => range.quality));
  const openMetrics = quality((value) => value === 'application/openmetrics-text');
  const text = quality((value) => value === 'text/plain');
  return openMetrics > 0 && openMetrics >= text ? 'openmetrics' : 'text';
}

/** Whether an `Accept-Encoding` header takes gzip. */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const ranges = parsed(acceptEncoding);
  const own = ranges.find(({ value }) => value === 'gzip') ?? ranges.find(({ value }) => value === '*');
  return own !== undefined && own.quality > 0;
}

/** `a;q=0.5, b` as values with their quality. A format in a version that is not ours is not meant. */
function parsed(header = ''): readonly Accepted[] {
  return header.split(',').flatMap((range) => {
    const [value = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const parameter = (name: string): string | undefined =>
      parameters.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
    const version = parameter('version');
    if (value === 'application/openmetrics-text' && version !== undefined && version !== '1.0.0') return [];
    const quality = Number(parameter('q') ?? 1);
    return [{ value, quality: quality >= 0 && quality <= 1 ? quality : 0 }];
  });
}
