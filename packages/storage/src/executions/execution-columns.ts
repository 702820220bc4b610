// Part of the text of a migration: a change here is a change of the schema.

/** Calls of tools of every kind are executions; commands that a person types, hooks and stages of a pipeline are not. */
export const executionKindsSql = `'tool', 'mcp_tool', 'skill', 'subagent'`;

/** Tokens of the event `e` by whatever its source stated: the parts, or the total alone; NULL when neither. */
export const executionTokens = `CASE WHEN coalesce(e.input_tokens, e.output_tokens, e.cache_read_tokens, e.cache_creation_tokens) IS NOT NULL
    THEN coalesce(e.input_tokens, 0) + coalesce(e.output_tokens, 0) + coalesce(e.cache_read_tokens, 0)
      + coalesce(e.cache_creation_tokens, 0)
    ELSE e.details ->> '$.metadata.tokensUsed' END`;

/** Whether the skill `s` opens pages: the built-in fetch, and the tools of servers that drive a browser. */
export const usesBrowser = `s.name = 'WebFetch' OR (s.kind = 'mcp_tool' AND (
    lower(s.name) GLOB 'mcp__*browser*__*' OR lower(s.name) GLOB 'mcp__*playwright*__*'
    OR lower(s.name) GLOB 'mcp__*puppeteer*__*' OR lower(s.name) GLOB 'mcp__*chrome*__*'
    OR lower(s.name) GLOB 'mcp__*selenium*__*'))`;
