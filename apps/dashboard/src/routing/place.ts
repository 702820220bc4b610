/** Where in the page one is: what the address bar says. */
export type Place = {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
};

/** Reads a path with its query. Of a name that comes twice the last counts. */
export function toPlace(pathAndQuery: string): Place {
  const { pathname, searchParams } = new URL(pathAndQuery, 'http://page');
  return { path: pathname, query: Object.fromEntries(searchParams) };
}

/** The address of a place; a name without a value is left out. */
export function hrefOf(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const named = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const text = new URLSearchParams(named).toString();
  return text === '' ? path : `${path}?${text}`;
}
