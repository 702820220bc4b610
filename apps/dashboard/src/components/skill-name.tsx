import { safeText } from '@skills/text';
import type { JSX } from 'preact';
import { Link } from './link.tsx';

const words: Readonly<Record<string, string>> = {
  slash_command: 'command',
  mcp_tool: 'MCP tool',
  ci_stage: 'CI stage',
};

/** What kind of skill it is, in words. */
export function kindWords(kind: string): string {
  return words[kind] ?? kind;
}

export type SkillNameProps = { readonly name: string; readonly kind?: string | null };

/** The name of a skill, as a link to its page. Names come from outside: they are text and nothing else. */
export function SkillName({ name, kind }: SkillNameProps): JSX.Element {
  const shown = safeText(name, 80);
  return (
    <span class="skill-name">
      <Link path="/skill" query={kind === undefined || kind === null ? { name } : { name, kind }} title={shown}>
        <bdi>{shown}</bdi>
      </Link>
      {kind === undefined || kind === null || kind === 'skill' ? null : <small class="kind">{kindWords(kind)}</small>}
    </span>
  );
}
