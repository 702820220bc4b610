import { asObject, parseObject } from '../records-of-line.ts';
import type { JsonObject } from '../records-of-line.ts';

/** How a call ended, as far as an exit code or a status says it; `completed: null` when neither does. */
export type CallOutcome = { readonly completed: boolean | null; readonly errorType?: string | undefined };

const unknownOutcome: CallOutcome = { completed: null };
const interrupted: CallOutcome = { completed: null, errorType: 'interrupted' };

/**
 * Outcome of a tool output. Codex writes the exit code as a header line (`Process exited with code 0`, `Exit code: 0`),
 * as JSON (`{"metadata":{"exit_code":0}}`), or in content items. Its `success` flags are true for failed commands too
 * and are not read; output without an exit code leaves the outcome unknown.
 *
 * @param output - `payload.output` of a `function_call_output` or `custom_tool_call_output`
 * @example
 * outcomeOfOutput('Exit code: 2\nWall time: 0 seconds\nOutput:\n'); // { completed: false, errorType: 'exit-code' }
 */
export function outcomeOfOutput(output: unknown): CallOutcome {
  const object = asObject(output);
  const direct = object === undefined ? undefined : exitCodeOfObject(object);
  if (direct !== undefined) return outcomeOfExitCode(direct);
  const text = textOf(object === undefined ? output : object['content']);
  return text === undefined ? unknownOutcome : outcomeOfText(text);
}

/**
 * Outcome of a finished item (`item_completed`, `exec_command_end`), which carries `exit_code` and `status`.
 *
 * @example
 * outcomeOfItem({ status: 'failed', exit_code: 1 }); // { completed: false, errorType: 'exit-code' }
 */
export function outcomeOfItem(item: JsonObject): CallOutcome {
  const exitCode = exitCodeOfObject(item);
  if (exitCode !== undefined) return outcomeOfExitCode(exitCode);
  if (item['status'] === 'declined') return { completed: null, errorType: 'rejected' };
  return item['status'] === 'failed' ? { completed: false, errorType: 'tool-error' } : unknownOutcome;
}

/** Outcome of an MCP call (`mcp_tool_call_end`, item `McpToolCall`): the protocol's own `isError` decides. */
export function outcomeOfMcpCall(item: JsonObject): CallOutcome {
  const result = asObject(item['result']);
  if (result === undefined)
    return item['error'] === undefined || item['error'] === null ? outcomeOfItem(item) : mcpError;
  if (result['Err'] !== undefined) return mcpError;
  const value = asObject(result['Ok']) ?? result;
  return value['isError'] === true || value['is_error'] === true ? mcpError : { completed: true };
}

const mcpError: CallOutcome = { completed: false, errorType: 'mcp-error' };

function outcomeOfExitCode(exitCode: number): CallOutcome {
  return exitCode === 0 ? { completed: true } : { completed: false, errorType: 'exit-code' };
}

function exitCodeOfObject(object: JsonObject): number | undefined {
  const exitCode = object['exit_code'] ?? asObject(object['metadata'])?.['exit_code'];
  return typeof exitCode === 'number' && Number.isInteger(exitCode) ? exitCode : undefined;
}

function textOf(output: unknown): string | undefined {
  if (typeof output === 'string') return output;
  if (!Array.isArray(output)) return undefined;
  const texts = output.map((item: unknown) => asObject(item)?.['text']).filter((text) => typeof text === 'string');
  return texts.length === 0 ? undefined : texts.join('\n');
}

const headerStart = /^(?:Chunk ID:|Wall time:|Exit code:|Process exited with code )/;
const exitLine = /^(?:Process exited with code|Exit code:) (-?\d{1,10})$/m;
const abortLine = /^aborted(?: by user\b|$)/m;

// What a command printed stands behind the line `Output:` and may look like anything; only the header is read.
function outcomeOfText(text: string): CallOutcome {
  if (text.startsWith('aborted')) return abortLine.test(text.slice(0, 200)) ? interrupted : unknownOutcome;
  if (text.startsWith('{')) {
    const exitCode = exitCodeOfObject(parseObject(text) ?? {});
    return exitCode === undefined ? unknownOutcome : outcomeOfExitCode(exitCode);
  }
  if (!headerStart.test(text)) return unknownOutcome;
  const head = text.slice(0, 2000);
  const end = head.indexOf('\nOutput:');
  const header = end === -1 ? head : head.slice(0, end);
  const exitCode = exitLine.exec(header)?.[1];
  if (exitCode !== undefined) return outcomeOfExitCode(Number(exitCode));
  return abortLine.test(header) ? interrupted : unknownOutcome;
}
