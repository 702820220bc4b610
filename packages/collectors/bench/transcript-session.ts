import type { TranscriptText } from './transcript-text.ts';

/**
 * Deciles of lengths in 5,408 lines of 610 real sessions (versions 1.0.17 to 2.1.219): the text of a prompt, of an
 * answer, of thinking with its signature, the input of a tool, its result, `toolUseResult`, a hook's attachment, and
 * the copies of a subagent's records with its prompt. The last value of each is not the longest one seen but the one
 * that makes the mean right.
 */
const lengths = {
  prompt: [20, 60, 100, 150, 220, 300, 420, 700, 1900, 4500, 10_000],
  answer: [20, 60, 100, 160, 220, 300, 420, 560, 800, 1200, 3500],
  thinking: [300, 500, 650, 800, 1100, 1300, 1550, 2000, 2700, 4500, 6500],
  input: [2, 56, 81, 101, 115, 137, 174, 267, 567, 1196, 4800],
  result: [2, 31, 72, 127, 198, 447, 938, 1327, 2483, 5084, 18_000],
  structured: [4, 86, 127, 232, 495, 877, 1561, 2560, 4308, 10_027, 43_000],
  attachment: [20, 60, 120, 200, 300, 400, 500, 700, 1100, 2500, 6000],
  copied: [20, 100, 300, 400, 430, 450, 490, 700, 2300, 5900, 40_000],
  copiedPrompt: [266, 343, 516, 687, 933, 1034, 2855, 3081, 3959, 6260, 6260],
} as const;

/** Calls of each tool in the same sessions. */
const tools: readonly (readonly [string, number])[] = [
  ['Bash', 357],
  ['Read', 174],
  ['Edit', 103],
  ['Grep', 75],
  ['Task', 45],
  ['Glob', 36],
  ['TodoWrite', 34],
  ['Skill', 23],
  ['TaskUpdate', 36],
  ['Write', 18],
  ['WebSearch', 10],
  ['mcp__playwright__browser_navigate', 5],
];
/**
 * Lines that come with a call, and the part of messages whose usage lists iterations. Together with the lengths this
 * makes the real share of bytes: results of calls 0.39, `progress` 0.30 (0.26 of it copies of subagents' records),
 * assistant messages 0.21, attachments 0.05, prompts 0.04; of fields, `message.usage` 0.04, `toolUseResult` 0.25.
 */
const perCall = { shellProgress: 0.37, hookProgress: 0.27, subagentProgress: 0.47, attachment: 0.21, iterations: 0.32 };
const perTurn = { listing: 0.1 };
const skills = ['code-changes', 'conventional-commit', 'golang', 'superpowers:writing-plans', 'commit'];
const models = ['claude-sonnet-5', 'claude-opus-4-6', 'claude-haiku-4-5-20251001'];

/** Writes the lines of one session as Claude Code 2.1 would, with invented content. */
export class TranscriptSession {
  readonly #random: () => number;
  readonly #text: TranscriptText;
  readonly #place: string;
  readonly #tail: string;
  readonly #head: string;
  readonly #sessionId: string;
  #atMs: number;
  #ids = 0;
  /** Id of the subagent's last call while its result has not been copied. */
  #copiedCall = '';

  constructor(options: {
    random: () => number;
    text: TranscriptText;
    startMs: number;
    project: string;
    agentId?: string;
  }) {
    this.#random = options.random;
    this.#text = options.text;
    this.#atMs = options.startMs;
    this.#sessionId = this.#uuid();
    const agent = options.agentId === undefined ? '' : `"agentId":"${options.agentId}",`;
    this.#head = `{"parentUuid":"${this.#uuid()}","isSidechain":${options.agentId !== undefined},${agent}`;
    this.#place = `"userType":"external","entrypoint":"cli","cwd":"/home/dev/${options.project}","sessionId":"${this.#sessionId}","version":"2.1.217","gitBranch":"main"`;
    this.#tail = `${this.#place}}\n`;
  }

  get sessionId(): string {
    return this.#sessionId;
  }

  /** The lines before the first prompt. */
  opening(): string {
    return [
      `{"type":"queue-operation","operation":"enqueue","timestamp":"${this.#time()}","sessionId":"${this.#sessionId}","content":"${this.#text.take(400)}"}\n`,
      this.#listing(),
    ].join('');
  }

  /** One turn: a prompt, some calls with their results, an answer. */
  turn(): string {
    const lines = this.#random() < perTurn.listing ? [this.#listing(), this.#prompt()] : [this.#prompt()];
    const calls = 1 + Math.floor(this.#random() * 12);
    for (let call = 0; call < calls; call += 1) lines.push(this.#step());
    lines.push(
      this.#assistant(`{"type":"text","text":"${this.#text.take(this.#length('answer'))}"}`, this.#message('end_turn')),
    );
    lines.push(
      `${this.#head}"type":"system","subtype":"turn_duration","durationMs":${Math.floor(this.#random() * 1e5)},"timestamp":"${this.#time()}","uuid":"${this.#uuid()}","isMeta":false,${this.#tail}`,
    );
    return lines.join('');
  }

  #prompt(): string {
    const isCommand = this.#random() < 0.1;
    const content = isCommand
      ? `<command-message>plan</command-message>\\n<command-name>/plan</command-name>\\n<command-args>${this.#text.take(60)}</command-args>`
      : this.#text.take(this.#length('prompt'));
    const snapshot = `{"type":"file-history-snapshot","messageId":"${this.#uuid()}","snapshot":{"messageId":"${this.#uuid()}","trackedFileBackups":{},"timestamp":"${this.#time()}"},"isSnapshotUpdate":false}\n`;
    const prompt = `${this.#head}"promptId":"${this.#uuid()}","type":"user","message":{"role":"user","content":"${content}"},"uuid":"${this.#uuid()}","timestamp":"${this.#time()}",${this.#tail}`;
    const last = `{"type":"last-prompt","lastPrompt":"${this.#text.take(200)}","leafUuid":"${this.#uuid()}","sessionId":"${this.#sessionId}"}\n`;
    return snapshot + prompt + last;
  }

  #step(): string {
    const message = this.#message('tool_use');
    const name = this.#toolName();
    const id = `toolu_${this.#id()}`;
    const lines: string[] = [];
    if (this.#random() < 0.42) {
      lines.push(
        this.#assistant(
          `{"type":"thinking","thinking":"${this.#text.take(this.#length('thinking'))}","signature":"${'Rm9v'.repeat(90)}"}`,
          message,
        ),
      );
    }
    if (this.#random() < 0.35) {
      lines.push(this.#assistant(`{"type":"text","text":"${this.#text.take(this.#length('answer'))}"}`, message));
    }
    const block = `{"type":"tool_use","id":"${id}","name":"${name}","input":${this.#input(name)},"caller":{"type":"direct"}}`;
    lines.push(this.#assistant(block, message));
    lines.push(...this.#besides(id), this.#result(name, id));
    return lines.join('');
  }

  /** What hooks, shells and subagents add between a call and its result, as often per call as in the real ones. */
  #besides(id: string): string[] {
    const lines: string[] = [];
    if (this.#random() < perCall.shellProgress) lines.push(this.#progress(id));
    if (this.#random() < perCall.hookProgress) lines.push(this.#hookProgress(id));
    if (this.#random() < perCall.subagentProgress) lines.push(this.#subagentProgress(id));
    if (this.#random() < perCall.attachment) lines.push(this.#hookAttachment(id));
    return lines;
  }

  #assistant(
    block: string,
    message: { readonly id: string; readonly rest: string; readonly requestId: string },
  ): string {
    return `${this.#head}"message":{"model":"${this.#pick(models)}","id":"${message.id}","type":"message","role":"assistant","content":[${block}],${message.rest}},"requestId":"${message.requestId}","attributionSkill":"code-changes","type":"assistant","uuid":"${this.#uuid()}","timestamp":"${this.#time()}",${this.#tail}`;
  }

  #message(stopReason: string): { readonly id: string; readonly rest: string; readonly requestId: string } {
    const count = (most: number): number => Math.floor(this.#random() * most);
    const [input, created, read, output] = [count(50), count(20_000), count(90_000), count(2000)];
    const cache = `"cache_creation":{"ephemeral_1h_input_tokens":${created},"ephemeral_5m_input_tokens":0}`;
    const iterations =
      this.#random() < perCall.iterations
        ? `,"iterations":[{"input_tokens":${input},"output_tokens":${output},"cache_read_input_tokens":${read},"cache_creation_input_tokens":${created},${cache},"type":"message"}],"speed":"standard"`
        : '';
    const usage = `{"input_tokens":${input},"cache_creation_input_tokens":${created},"cache_read_input_tokens":${read},"output_tokens":${output},"server_tool_use":{"web_search_requests":0,"web_fetch_requests":0},"service_tier":"standard",${cache},"inference_geo":"not_available"${iterations}}`;
    const rest = `"stop_reason":"${stopReason}","stop_sequence":null,"stop_details":null,"usage":${usage},"diagnostics":null`;
    return { id: `msg_${this.#id()}`, requestId: `req_${this.#id()}`, rest };
  }

  #progress(id: string): string {
    return `${this.#head}"type":"progress","data":{"type":"bash_progress","output":"${this.#text.take(200)}","fullOutput":"${this.#text.take(200)}","elapsedTimeSeconds":3,"totalLines":4},"toolUseID":"bash-progress-1","parentToolUseID":"${id}","uuid":"${this.#uuid()}","timestamp":"${this.#time()}",${this.#tail}`;
  }

  #hookProgress(id: string): string {
    return `${this.#head}"type":"progress","data":{"type":"hook_progress","hookEvent":"PostToolUse","hookName":"PostToolUse:Bash","command":"node hooks/post-tool-use.mjs"},"parentToolUseID":"${id}","toolUseID":"${id}","timestamp":"${this.#time()}","uuid":"${this.#uuid()}",${this.#tail}`;
  }

  /** The copy of a subagent's record in its parent's transcript; a tenth holds all messages before it once more. */
  #subagentProgress(id: string): string {
    const times = `"uuid":"${this.#uuid()}","timestamp":"${this.#time()}"`;
    const copied = this.#text.take(this.#length('copied'));
    const answered = this.#copiedCall;
    this.#copiedCall = answered === '' ? `toolu_${this.#id()}` : '';
    const message =
      answered !== ''
        ? `{"type":"user","message":{"role":"user","content":[{"tool_use_id":"${answered}","type":"tool_result","content":"${copied}"}]},${times}}`
        : `{"type":"assistant","message":{"model":"${this.#pick(models)}","id":"msg_${this.#id()}","type":"message","role":"assistant","content":[{"type":"tool_use","id":"${this.#copiedCall}","name":"${this.#toolName()}","input":{"command":"${copied}"}}],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"cache_creation_input_tokens":${this.#ids},"cache_read_input_tokens":0,"output_tokens":1,"service_tier":"standard"}},"requestId":"req_${this.#id()}",${times}}`;
    const before = this.#random() < 0.1 ? `{"type":"user","message":"${this.#text.take(28_000)}"}` : '';
    return `${this.#head}${this.#place},"type":"progress","data":{"message":${message},"normalizedMessages":[${before}],"type":"agent_progress","prompt":"${this.#text.take(this.#length('copiedPrompt'))}","agentId":"a1b2c3d"},"toolUseID":"agent_msg_${this.#id()}","parentToolUseID":"${id}","uuid":"${this.#uuid()}","timestamp":"${this.#time()}"}\n`;
  }

  #hookAttachment(id: string): string {
    const content = this.#text.take(this.#length('attachment'));
    return `${this.#head}"attachment":{"type":"hook_success","hookName":"PostToolUse:Bash","toolUseID":"${id}","hookEvent":"PostToolUse","content":"${content}","stdout":"","stderr":"","exitCode":0},"type":"attachment","uuid":"${this.#uuid()}","timestamp":"${this.#time()}",${this.#tail}`;
  }

  /** The skills and agents that the model is told of, when a session begins or goes on. */
  #listing(): string {
    const names = Array.from({ length: 40 }, (_, index) => `"skill-${index}"`).join(',');
    const listing = `{"type":"skill_listing","content":"${this.#text.take(23_000)}","skillCount":40,"isInitial":true,"names":[${names}]}`;
    const agents = `{"type":"agent_listing_delta","addedTypes":["Explore","Plan"],"addedLines":["${this.#text.take(12_500)}"],"removedTypes":[],"isInitial":true}`;
    return [listing, agents]
      .map(
        (attachment) =>
          `${this.#head}"attachment":${attachment},"type":"attachment","uuid":"${this.#uuid()}","timestamp":"${this.#time()}",${this.#tail}`,
      )
      .join('');
  }

  #result(name: string, id: string): string {
    const failed = this.#random() < 0.05;
    const content = name === 'Skill' ? 'Launching skill: code-changes' : this.#text.take(this.#length('result'));
    const structured =
      name === 'Skill'
        ? '{"success":true,"commandName":"code-changes"}'
        : `{"stdout":"${this.#text.take(this.#length('structured'))}","stderr":"","interrupted":false,"isImage":false}`;
    return `${this.#head}"promptId":"${this.#uuid()}","type":"user","message":{"role":"user","content":[{"tool_use_id":"${id}","type":"tool_result","content":"${failed ? 'Exit code 1\\n' : ''}${content}","is_error":${failed}}]},"uuid":"${this.#uuid()}","timestamp":"${this.#time()}","toolUseResult":${failed ? '"Error: Exit code 1"' : structured},"sourceToolAssistantUUID":"${this.#uuid()}",${this.#tail}`;
  }

  #input(name: string): string {
    if (name === 'Skill') return `{"skill":"${this.#pick(skills)}"}`;
    if (name === 'Task')
      return `{"description":"look","prompt":"${this.#text.take(this.#length('input'))}","subagent_type":"general-purpose"}`;
    return `{"command":"${this.#text.take(this.#length('input'))}"}`;
  }

  #toolName(): string {
    const all = tools.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.#random() * all;
    for (const [name, weight] of tools) {
      left -= weight;
      if (left < 0) return name;
    }
    return 'Bash';
  }

  /** A length from the deciles, linear between them. */
  #length(of: keyof typeof lengths): number {
    const place = this.#random() * 10;
    const below = lengths[of][Math.floor(place)] ?? 0;
    const above = lengths[of][Math.floor(place) + 1] ?? below;
    return Math.floor(below + (above - below) * (place % 1));
  }

  #pick(items: readonly string[]): string {
    return items[Math.floor(this.#random() * items.length)] ?? '';
  }

  #time(): string {
    this.#atMs += Math.floor(this.#random() * 4000);
    return new Date(this.#atMs).toISOString();
  }

  #hex(): string {
    return Math.floor(this.#random() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0');
  }

  #uuid(): string {
    const hex = this.#hex() + this.#hex() + this.#hex() + this.#hex();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  #id(): string {
    this.#ids += 1;
    return `01${this.#hex()}${this.#hex()}${this.#ids.toString(36)}`;
  }
}
