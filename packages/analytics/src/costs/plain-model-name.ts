/**
 * The name that prices are kept under, of what a transcript, a cloud or a router calls a model:
 * `claude-opus-4-5-20251101`, `claude-sonnet-4.6`, `us.anthropic.claude-3-5-haiku-20241022-v1:0`,
 * `openrouter/openai/gpt-5.1-codex`, `claude-sonnet-4-5[1m]`. Without provider, release date, snapshot and context-window
 * marks; Claude's dots and word order made one.
 *
 * @example
 * plainModelName('anthropic/claude-3-5-sonnet-20241022'); // 'claude-sonnet-3-5'
 */
export function plainModelName(model: string): string {
  const name = model
    .toLowerCase()
    .replace(/^.*[/]/, '')
    .replace(/^(?:[a-z]{2,6}\.)?(?:anthropic|openai|google)[.:]/, '')
    .replace(/\[1m\]$/, '')
    .replace(/-v\d+(?::\d+)?$/, '')
    .replace(/[-@](?:20\d{6}|20\d{2}-\d{2}-\d{2})$/, '')
    .replace(/-(?:latest|preview)$/, '');
  if (!name.startsWith('claude-')) return name;
  return name.replaceAll('.', '-').replace(/^claude-(\d+(?:-\d+)?)-([a-z]+)$/, 'claude-$2-$1');
}
