import type { SkillInvocation, Trigger } from '@skills/schema';
import { aliasTable, drawIndex, type AliasTable } from './alias-table.ts';
import { drawQuantile, logNormalTable, normalQuantileTable } from './quantile-tables.ts';
import type { Random } from './seeded-random.ts';
import type { OpenSession } from './open-session.ts';
import { skillBehaviour, type SkillBehaviour } from './skill-behaviour.ts';
import { tokenDraws } from './token-draws.ts';
import type { SkillTruth, WorldTruth } from './world-truth.ts';

/** A skill with everything that can be computed before the first call of it. */
type PreparedSkill = {
  readonly truth: SkillTruth;
  readonly behaviour: SkillBehaviour;
  readonly durationFactors: Float64Array;
  readonly phases: AliasTable;
  readonly errorTypes: AliasTable;
};

export type CallWriter = {
  /** The next calls belong to this session. */
  readonly begin: (session: OpenSession) => void;
  /** Draws how long a call that begins at `atMs` takes, to the millisecond. */
  readonly durationSeconds: (skill: number, atMs: number) => number;
  readonly next: (skill: number, atMs: number, durationSeconds: number) => SkillInvocation;
};

const subagentCalls = 3;
const ratedRate = 0.02;
const alternativesRate = 0.05;
const followUps = [['retry'], ['fix-errors', 'retry'], ['ask-user']];

/** Draws the calls of a world, one by one; ids count up from `idPrefix`. */
export function callWriter(truth: WorldTruth, random: Random, idPrefix: string): CallWriter {
  const skills = preparedSkills(truth);
  const drawTokens = tokenDraws(truth.tokens, random);
  const skillNames = truth.skills.filter((skill) => skill.kind === 'skill').map((skill) => skill.skillName);
  let session: OpenSession | undefined;
  let [count, nestedLeft, subagents] = [0, 0, 0];
  let [agentId, taskId]: (string | undefined)[] = [];

  const skillAt = (index: number): PreparedSkill => {
    const skill = skills[index];
    if (skill === undefined) throw new RangeError(`callWriter requires a skill of the world, got ${index}`);
    return skill;
  };

  const next = (index: number, atMs: number, seconds: number): SkillInvocation => {
    if (session === undefined) throw new RangeError('callWriter requires begin before next');
    const { truth: skill, behaviour, phases, errorTypes } = skillAt(index);
    const { user } = session;
    const nested = nestedLeft > 0 && skill.kind !== 'slash_command' && skill.kind !== 'subagent';
    nestedLeft = nested ? nestedLeft - 1 : 0;
    const rate = behaviour.steady ? behaviour.baseRate : behaviour.completionRateAt(atMs, user.variant);
    const isOpen = atMs + seconds * 1000 > truth.nowMs;
    const isUnknown = random() < skill.unknownRate || isOpen;
    const completed = isUnknown ? null : random() < rate;
    // A source that does not say how a call ended still knows half of the time when.
    const isTimed = !isOpen && (!isUnknown || random() < 0.5);
    const rare = random();
    const isSubagent = skill.kind === 'subagent';
    const tokens = isSubagent ? drawTokens(user.model) : undefined;
    const chosen = skill.kind === 'skill' && !nested && rare >= ratedRate && rare < ratedRate + alternativesRate;
    const invocation: SkillInvocation = {
      callId: idPrefix + count.toString(36),
      source: 'simulation',
      kind: skill.kind,
      skillName: skill.skillName,
      invokedAtMs: atMs,
      completed,
      durationSeconds: isTimed ? seconds : undefined,
      sessionId: session.sessionId,
      userId: user.userId,
      projectId: session.projectId,
      agentId: nested ? agentId : undefined,
      taskId: nested ? taskId : undefined,
      workflowPath: session.workflowPath,
      workflowPhase: skill.phases[drawIndex(phases, random())]?.value,
      workflowStepId: undefined,
      selectionRank: chosen ? 1 + Math.floor(random() * 3) : undefined,
      alternatives: chosen ? alternativesOf(skillNames, random()) : undefined,
      followUpActions: completed === false && rare > 0.97 ? followUps[count % followUps.length] : undefined,
      errorType: completed === false ? skill.errorTypes[drawIndex(errorTypes, random())]?.value : undefined,
      model: user.model,
      inputTokens: tokens?.inputTokens,
      outputTokens: tokens?.outputTokens,
      cacheReadTokens: tokens?.cacheReadTokens,
      cacheCreationTokens: tokens?.cacheCreationTokens,
      costUsd: tokens?.costUsd,
      humanEffortLevel: rare > 0.98 ? (completed === false ? 'HIGH' : 'LOW') : undefined,
      browserUsed: skill.skillName.includes('browser') ? true : undefined,
      rating: completed !== null && rare < ratedRate ? (completed ? 4 : 1) + Math.floor(random() * 2) : undefined,
      trigger: triggerOf(skill, nested, rare),
      skillVersion: behaviour.steady ? undefined : behaviour.versionAt(atMs),
      metadata:
        skill.skillName === truth.experiment.skillName
          ? { experiment: truth.experiment.name, variant: user.variant }
          : undefined,
    };
    count += 1;
    if (isSubagent) {
      nestedLeft = subagentCalls;
      agentId = skill.skillName;
      taskId = `task-${subagents}`;
      subagents += 1;
    }
    return invocation;
  };

  return {
    begin: (begun) => {
      session = begun;
      nestedLeft = 0;
    },
    durationSeconds: (index, atMs) => {
      const { truth: skill, behaviour, durationFactors } = skillAt(index);
      const factor = behaviour.steady ? 1 : behaviour.durationFactorAt(atMs);
      const seconds = skill.durationMedianSeconds * factor * drawQuantile(durationFactors, random());
      return Math.max(1, Math.round(seconds * 1000)) / 1000;
    },
    next,
  };
}

function preparedSkills(truth: WorldTruth): readonly PreparedSkill[] {
  const normalQuantiles = normalQuantileTable();
  const factorsBySigma = new Map<number, Float64Array>();
  return truth.skills.map((skill) => {
    const known = factorsBySigma.get(skill.durationSigma);
    const durationFactors = known ?? logNormalTable(skill.durationSigma, normalQuantiles);
    factorsBySigma.set(skill.durationSigma, durationFactors);
    return {
      truth: skill,
      behaviour: skillBehaviour(truth, skill.skillName),
      durationFactors,
      phases: aliasTable(skill.phases.map((phase) => phase.weight)),
      errorTypes: aliasTable(skill.errorTypes.map((errorType) => errorType.weight)),
    };
  });
}

function triggerOf(skill: SkillTruth, nested: boolean, rare: number): Trigger {
  if (nested) return 'nested';
  if (skill.kind === 'slash_command') return 'user';
  return skill.kind === 'skill' && rare > 0.8 ? 'user' : 'model';
}

function alternativesOf(skillNames: readonly string[], uniform: number): readonly string[] {
  const start = Math.floor(uniform * (skillNames.length - 2));
  return skillNames.slice(start, start + 2);
}
