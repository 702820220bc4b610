import { createHash } from 'node:crypto';
import { aliasTable, drawIndex } from './alias-table.ts';
import { callWriter } from './call-writer.ts';
import { messageWriter } from './message-writer.ts';
import type { OpenBatch } from './open-batch.ts';
import type { OpenSession } from './open-session.ts';
import { ordinaryMixes, spikeAt } from './ordinary-mix.ts';
import { sessionPlanner } from './plan-session.ts';
import { drawQuantile, exponentialTable } from './quantile-tables.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import { sessionStarts } from './session-starts.ts';
import type { WorldOptions } from './world-options.ts';
import type { WorldTruth } from './world-truth.ts';

const workflowPaths = [undefined, undefined, undefined, 'feature', 'bugfix', 'release'];
const meanGapMs = 45_000;

/**
 * Returns a function that makes the next session of the given number of calls and adds it to a batch. It works in
 * arrays that it keeps, because allocation is most of the cost of an event.
 */
export function sessionWriter(
  truth: WorldTruth,
  options: WorldOptions,
  sessions: number,
): (length: number, batch: OpenBatch, eventsOnly: boolean) => void {
  const random = seededRandom(options.seed, 3);
  const world = worldId(options);
  const nextStartMs = sessionStarts(truth, sessions, seededRandom(options.seed, 4));
  const planSlots = sessionPlanner(truth, random);
  const calls = callWriter(truth, random, `sim_${world}_`);
  const addMessage = messageWriter(truth, seededRandom(options.seed, 5), `simm_${world}_`);
  const mixes = ordinaryMixes(truth);
  const users = aliasTable(truth.users.map((user) => user.activity));
  const gapsMs = exponentialTable(meanGapMs);
  const offered = [
    ...truth.skills.filter((skill) => skill.kind === 'skill').map((skill) => skill.skillName),
    ...truth.offeredNeverUsed,
  ];
  const slots = new Int32Array(longestSession);
  const timesMs = new Float64Array(longestSession);
  const durations = new Float64Array(longestSession);
  let written = 0;

  return (length, batch, eventsOnly) => {
    const startMs = nextStartMs();
    const user = truth.users[drawIndex(users, random())];
    const mix = mixes[spikeAt(truth.volumeSpikes, startMs) + 1]?.[user?.role ?? 'backend'];
    if (user === undefined || mix === undefined) throw new RangeError('sessionWriter requires users and mixes');
    const project = truth.projects[user.projects[Math.floor(random() * user.projects.length)] ?? 0];
    const session: OpenSession = {
      sessionId: sessionIdOf(world, written, random),
      projectId: project?.projectId ?? '',
      user,
      workflowPath: workflowPaths[Math.floor(random() * workflowPaths.length)],
    };
    written += 1;
    planSlots(slots, length, mix);

    let atMs = startMs;
    for (let slot = 0; slot < length; slot += 1) {
      timesMs[slot] = atMs;
      const seconds = calls.durationSeconds(slots[slot] ?? 0, atMs);
      durations[slot] = seconds;
      atMs += Math.round(drawQuantile(gapsMs, random()) + seconds * 1000);
    }
    squeezeBefore(truth.nowMs, timesMs.subarray(0, length));

    calls.begin(session);
    for (let slot = 0; slot < length; slot += 1) {
      const invocation = calls.next(slots[slot] ?? 0, timesMs[slot] ?? 0, durations[slot] ?? 0);
      batch.invocations.push(invocation);
      if (!eventsOnly) addMessage(invocation, session, batch.usages);
    }
    batch.sessions.push({
      sessionId: session.sessionId,
      projectId: session.projectId,
      firstAtMs: startMs,
      lastAtMs: timesMs[length - 1] ?? startMs,
    });
    if (eventsOnly) return;
    for (const skillName of offered) {
      batch.offers.push({ skillName, sessionId: session.sessionId, offeredAtMs: startMs });
    }
  };
}

// The longest that `sessionLengths` can draw is 8 + 12.5 ln 2048 = 103.
const longestSession = 128;

/** The last session would run on after the world's end: its calls then follow each other faster. */
function squeezeBefore(nowMs: number, timesMs: Float64Array): void {
  const [startMs, endMs] = [timesMs[0] ?? 0, timesMs.at(-1) ?? 0];
  if (endMs <= nowMs) return;
  const factor = (nowMs - startMs) / (endMs - startMs);
  for (const [slot, atMs] of timesMs.entries()) timesMs[slot] = Math.floor(startMs + (atMs - startMs) * factor);
}

/** Ids of two worlds never meet, whichever option tells them apart. */
function worldId({ seed, events, days, users, projects, skills, nowMs }: WorldOptions): string {
  const options = [seed >>> 0, events, days, users, projects, skills, nowMs];
  return createHash('sha256').update(options.join()).digest('hex').slice(0, 10);
}

/** In the form of a UUID, as assistants name their sessions. An odd factor keeps the first group unique. */
function sessionIdOf(world: string, number: number, random: Random): string {
  const first = hex(Math.imul(number, 0x9e3779b1) >>> 0, 8);
  const last = hex(random() * 2 ** 32, 12);
  return `${first}-${world.slice(0, 4)}-4${world.slice(4, 7)}-8${world.slice(7)}-${last}`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}
