const listed = /^- ([^\n]+?)(?:: |$)/gm;

/**
 * Names of the skills of a `skill_listing` attachment. Versions before `names` list them in the text only, one
 * `- name: description` per line.
 *
 * @param names - `attachment.names`
 * @param content - `attachment.content`
 */
export function offeredSkills(names: unknown, content: unknown): readonly string[] {
  if (Array.isArray(names)) return names.filter((name) => typeof name === 'string' && name !== '');
  if (typeof content !== 'string') return [];
  return [...content.matchAll(listed)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
