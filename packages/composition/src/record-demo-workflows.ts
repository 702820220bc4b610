import type { WorkflowRecording } from '@skills/services';

const hourMs = 3_600_000;
/** As a pipeline would record them: one in five deployments fails. */
const deployments = 15;

/** Runs of a workflow that nothing in the log tells of, so that a demo has recorded ones, too; one still runs. */
export async function recordDemoWorkflows(
  recording: WorkflowRecording,
  { nowMs, projectIds }: { readonly nowMs: number; readonly projectIds: readonly string[] },
): Promise<void> {
  for (let run = 0; run < deployments; run += 1) {
    const workflowId = `demo-deploy-${run}`;
    const skillsUsed = run % 3 === 0 ? ['unit-test', 'docker-build'] : ['unit-test', 'security-scan', 'docker-build'];
    const projectId = projectIds[run % Math.max(1, projectIds.length)];
    const start = { workflowId, workflowName: 'deploy', projectId, skillsUsed, atMs: nowMs - (run * 40 + 2) * hourMs };
    const status = run % 5 === 4 ? 'failed' : 'completed';
    // oxlint-disable-next-line no-await-in-loop -- one writer
    await recording.finish(start, { workflowId, status, durationSeconds: 240 + ((run * 37) % 11) * 30 });
  }
  await recording.start({
    workflowId: 'demo-deploy-running',
    workflowName: 'deploy',
    projectId: projectIds[0],
    skillsUsed: ['unit-test'],
    atMs: nowMs - 120_000,
  });
}
