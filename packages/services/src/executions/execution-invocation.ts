import type { ExecutionRecord, SkillInvocation } from '@skills/schema';

/** Source of the executions that programs report. */
export const executionSource = 'execution';

// Where executions belong that name neither a session nor a task nor an agent.
const noSession = 'executions';
const mcpName = /^mcp__.+?__./;

/**
 * An execution as the log keeps it. Executions without a session stand together by task, else by agent.
 *
 * @param fallback - `callId` of an execution without an id of its own, and the time of one without
 */
export function toInvocationOfExecution(
  execution: ExecutionRecord,
  fallback: { readonly callId: string; readonly nowMs: number },
): SkillInvocation {
  const { toolName, executionId, taskId, agentId, tokensUsed } = execution;
  return {
    callId: executionId === undefined ? fallback.callId : `${executionSource}:${executionId}`,
    source: executionSource,
    kind: execution.kind ?? (mcpName.test(toolName) ? 'mcp_tool' : 'tool'),
    skillName: toolName,
    invokedAtMs: execution.startedAtMs ?? fallback.nowMs,
    completed: execution.success,
    durationSeconds: execution.durationSeconds,
    sessionId: execution.sessionId ?? taskId ?? agentId ?? noSession,
    projectId: execution.projectId,
    taskId,
    agentId,
    workflowPhase: execution.workflowPhase,
    errorType: execution.errorType,
    model: execution.model,
    costUsd: execution.costActual,
    humanEffortLevel: execution.humanEffortLevel,
    browserUsed: execution.browserUsed,
    metadata: tokensUsed === undefined ? undefined : { tokensUsed },
  };
}
