import type { FetchedAnswer } from './answer-store.ts';

/** Asks the API of the server that the page came from. */
export async function fetchAnswer(path: string): Promise<FetchedAnswer> {
  try {
    const response = await fetch(path, { headers: { accept: 'application/json' } });
    const body: unknown = await response.json();
    if (response.ok && typeof body === 'object' && body !== null) return { ok: true, result: body };
    return {
      ok: false,
      problem: problemOf(body) ?? `the server answered ${response.status}`,
      isFinal: response.status < 500,
    };
  } catch {
    return { ok: false, problem: 'the server does not answer', isFinal: false };
  }
}

function problemOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
  return typeof error.message === 'string' ? error.message : undefined;
}
