/** The sixteen at work: each does one thing after another over HTTP, writes down what it asked and what it was told, and goes on. */
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { v4 as uuidv4 } from 'uuid';
import type { Act, AmountLine, CeilingAct, MoneyAct } from './format.js';
import type { Random } from './random.js';
import type { Recorder } from './recorder.js';
import { type Scene, sek, type Town, year } from './scene.js';
import { type Received, Sender, type Sending } from './sender.js';

/** What is done how often. */
const usualHabits = { allocate: 50, reverse: 15, move: 5, ceiling: 10, read: 15, repeat: 5 };
export type Habits = typeof usualHabits;
/** How often a command is sent twice at once with the same key, as an impatient client does. */
const twinShare = 0.1;
/** How often an outcome nobody knows is left so. */
const forgottenShare = 0.2;
const pauseMsMax = 60;
/** Of preparing and of asking again, when a server has to come up in between. */
const patienceMs = 60_000;

interface Command {
  op: number;
  act: MoneyAct | CeilingAct;
  send(sender: Senders): Promise<Received | undefined>;
}

interface Senders {
  office: Sender;
  secretary: Sender;
  controller: Sender;
}

/** An allocation somebody was told is made. */
interface Given {
  day: string;
  lines: AmountLine[];
  isReversed: boolean;
}

/** What all of them share. */
export class Crowd {
  readonly given: Given[] = [];
  /** Commands whose outcome nobody knows yet. */
  readonly unknown: Command[] = [];
  readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(
    readonly base: string,
    readonly town: Town,
    readonly scene: Scene,
    readonly recorder: Recorder,
    readonly random: Random,
    readonly habits: Habits = usualHabits,
  ) {}

  async senders(): Promise<Senders> {
    const names = { office: 'ks.stadskontoret', secretary: 'ks.sekreterare', controller: 'ks.controller' };
    const made = Object.entries(names).map(async ([part, name]): Promise<[string, Sender]> => {
      const { headers } = await this.town.as(name);
      return [part, new Sender(this.base, headers['cookie'] ?? '', this.agent)];
    });
    return Object.fromEntries(await Promise.all(made)) as unknown as Senders;
  }

  /** Everybody works until the time is out. */
  async work(clients: number, isOver: () => boolean): Promise<void> {
    const senders = await this.senders();
    const people = Array.from({ length: clients }, (_, number) => new Person(this, number, senders));
    await Promise.all(people.map((person) => person.work(isOver)));
  }

  /** When all is calm again: what nobody knows is asked again with its key, and what is known is repeated now and then. */
  async settle(clients: number): Promise<void> {
    const senders = await this.senders();
    const person = new Person(this, clients, senders);
    const isForgotten = this.unknown.map(() => this.random.chance(forgottenShare));
    for (const [index, command] of this.unknown.entries()) if (!isForgotten[index]) await person.insist(command);
    await person.readAll();
  }
}

class Person {
  private readonly random: Random;
  private readonly done: Command[] = [];

  constructor(
    private readonly crowd: Crowd,
    private readonly number: number,
    private readonly senders: Senders,
  ) {
    this.random = crowd.random.branch(number);
  }

  async work(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const habit = this.random.weighted(this.crowd.habits);
      if (habit === 'read') await this.read();
      else if (habit === 'ceiling') await this.perform(this.ceiling());
      else if (habit === 'repeat') await this.repeat();
      else await this.decideOn(habit);
    }
  }

  private async decideOn(does: MoneyAct['does']): Promise<void> {
    const given = does === 'allocate' ? undefined : this.chooseGiven();
    if (does !== 'allocate' && given === undefined) return;
    const lines =
      does === 'allocate' ? this.newLines() : does === 'reverse' ? negated(given!.lines) : this.moved(given!.lines);
    const command = await this.prepared(does, lines);
    const reply = await this.perform(command);
    if (reply?.status !== 201) return;
    if (does === 'allocate') this.crowd.given.push({ day: this.day, lines, isReversed: false });
    else given!.isReversed = true;
  }

  private get day(): string {
    return this.crowd.scene.meetings[this.number]!.day;
  }

  /** One source, or two or three at once; the first sources are asked for more often, so that they are fought over. */
  private newLines(): AmountLine[] {
    const { sources, proposals } = this.crowd.scene;
    const count = this.random.weighted({ 1: 70, 2: 20, 3: 10 });
    const chosen = new Set<string>();
    while (chosen.size < Math.min(Number(count), sources.length))
      chosen.add(sources[Math.floor(this.random.next() ** 2 * sources.length)]!.id);
    const proposal = this.random.chance(0.8) ? proposals[this.number]! : this.random.pick(proposals);
    return [...chosen].map((sourceId) => ({
      sourceId,
      measure: `${proposal.id} ${this.random.pick(proposal.measureKeys)}`,
      ore: String(1 + this.random.below(30_000)),
    }));
  }

  private moved(lines: readonly AmountLine[]): AmountLine[] {
    const [first] = lines as [AmountLine];
    const to = this.random.pick(this.crowd.scene.sources.filter(({ id }) => id !== first.sourceId)).id;
    return [...negated([first]), { ...first, sourceId: to }];
  }

  /** One that holds on this day already, mostly; and now and then one that somebody has taken back. */
  private chooseGiven(): Given | undefined {
    const { given } = this.crowd;
    const fit = this.random.chance(0.85)
      ? given.filter(({ day, isReversed }) => day <= this.day && !isReversed)
      : given;
    return fit.length === 0 ? undefined : this.random.pick(fit.slice(-50));
  }

  /** A draft, its rows, a place on an agenda; the money moves when the board decides. */
  private async prepared(does: MoneyAct['does'], lines: AmountLine[]): Promise<Command> {
    const { scene, recorder } = this.crowd;
    const { office, secretary } = this.senders;
    const title = { title: 'Fördelning', matterId: scene.matters[this.number] };
    const { id } = await this.until<{ id: string }>(office, 'POST', 'allocations', title);
    const rows = lines.map(({ sourceId, measure, ore }) => {
      const [proposalId, measureKey] = measure.split(' ');
      const reason = ore.startsWith('-') ? { reason: 'Ändrat av kommunstyrelsen' } : {};
      return { proposalId, measureKey, sourceId, year, amount: sek(BigInt(ore)), ...reason };
    });
    await this.until(office, 'PUT', `allocations/${id}/rows`, { rows }, 1);
    const meetingIds = [scene.meetings[this.number]!.id];
    const route = { subjectKind: 'allocation', subjectId: id, meetingIds };
    const { agendaItemId } = await this.until<{ agendaItemId: string }>(secretary, 'POST', 'routes', route);
    const key = uuidv4();
    return {
      op: recorder.operation(),
      act: { does, item: agendaItemId, day: this.day, lines },
      send: ({ secretary }) =>
        secretary.send('POST', `agenda-items/${agendaItemId}/decision`, { outcome: 'approve' }, { key, ifMatch: 1 }),
    };
  }

  private ceiling(): Command {
    const { scene, recorder } = this.crowd;
    const source = this.random.pick(scene.sources);
    const does = this.random.weighted({ raise: 45, lower: 40, plan: 15 });
    const ore = BigInt(does === 'lower' ? this.random.below(150_000) : 150_000 + this.random.below(350_000));
    const fromDay = does === 'plan' ? '2190-01-01' : this.random.pick(['2023-01-01', '2023-05-08']);
    const op = recorder.operation();
    const act: CeilingAct = { does, sourceId: source.id, ore: String(ore), fromDay, ground: `Beslut ${op}` };
    const body = { year, amount: sek(ore), validFromDay: fromDay, ground: act.ground };
    const key = uuidv4();
    return {
      op,
      act,
      send: ({ controller }) => controller.send('POST', `funding-sources/${source.id}/ceilings`, body, { key }),
    };
  }

  /** Once, or twice at the same time; what is not known then is asked again, or left for later. */
  private async perform(command: Command): Promise<Received | undefined> {
    const first = this.attempt(command);
    const replies = await Promise.all(this.random.chance(twinShare) ? [first, this.attempt(command)] : [first]);
    const known = replies.find((reply) => reply !== undefined);
    if (known !== undefined) {
      this.done.push(command);
      return known;
    }
    if (this.random.chance(0.5)) return this.insist(command);
    this.crowd.unknown.push(command);
    return undefined;
  }

  private async repeat(): Promise<void> {
    if (this.done.length === 0) return;
    await this.attempt(this.random.pick(this.done.slice(-20)));
  }

  /** Again with the same key, until somebody says what became of it. */
  async insist(command: Command): Promise<Received> {
    return this.patiently(`operation ${command.op}`, () => this.attempt(command));
  }

  /** @returns undefined when the outcome is unknown */
  private async attempt({ op, act, send }: Command): Promise<Received | undefined> {
    const { recorder } = this.crowd;
    const attempt = recorder.invoke(op, this.number, act);
    const reply = await send(this.senders);
    const type = reply === undefined ? 'info' : kindOf(reply);
    recorder.add({
      type,
      op,
      attempt,
      at: recorder.now(),
      ...(reply === undefined ? {} : { status: reply.status, headers: reply.headers, body: reply.text }),
    });
    return type === 'info' ? undefined : reply;
  }

  private async read(): Promise<void> {
    const how = this.random.weighted({ now: 60, asOf: 20, knownAt: 20 });
    if (how === 'now') return this.ask({});
    if (how === 'asOf') return this.ask({ asOf: this.random.pick(this.crowd.scene.meetings).day });
    // Some moment of the run; the two clocks are one machine's, and nothing rests on their being equal.
    const ms = Date.now() - this.random.below(Math.max(1, Math.round(this.crowd.recorder.now())));
    return this.ask({ knownAt: ms * 1_000 });
  }

  /** Counters, replay of now, and every day: they must tell the same. */
  async readAll(): Promise<void> {
    await this.ask({});
    await this.ask({ knownAt: (Date.now() + 1_000) * 1_000 });
    for (const { day } of this.crowd.scene.meetings) await this.ask({ asOf: day });
  }

  private async ask({ asOf, knownAt }: { asOf?: string; knownAt?: number }): Promise<void> {
    const act: Act = {
      does: 'read',
      ...(asOf === undefined ? {} : { asOf }),
      ...(knownAt === undefined ? {} : { knownAt }),
    };
    const query = [
      ...(asOf === undefined ? [] : [`asOf=${asOf}`]),
      ...(knownAt === undefined ? [] : [`knownAt=${new Date(knownAt / 1_000).toISOString()}`]),
    ].join('&');
    const { recorder } = this.crowd;
    const op = recorder.operation();
    const attempt = recorder.invoke(op, this.number, act);
    const reply = await this.senders.controller.send('GET', query === '' ? 'totals' : `totals?${query}`);
    recorder.add({
      type: reply === undefined ? 'info' : kindOf(reply),
      op,
      attempt,
      at: recorder.now(),
      ...(reply === undefined ? {} : { status: reply.status, body: reply.text }),
    });
  }

  /** Preparing is not judged, but it has to get done, whatever is cut or killed meanwhile. */
  private async until<T>(sender: Sender, method: string, path: string, body: unknown, ifMatch?: number): Promise<T> {
    const sending: Sending = {
      ...(method === 'POST' ? { key: uuidv4() } : {}),
      ...(ifMatch === undefined ? {} : { ifMatch }),
    };
    let isRepeated = false;
    const reply = await this.patiently(`${method} ${path}`, async () => {
      const reply = await sender.send(method, path, body, sending);
      if (reply !== undefined && reply.status < 300) return reply;
      // Written the first time, when nobody heard of it: only this person changes the draft.
      if (reply?.status === 412 && isRepeated) return { ...reply, text: '{}' };
      if (reply !== undefined && kindOf(reply) === 'fail')
        throw new Error(`${method} ${path} was refused: ${reply.status} ${reply.text}`);
      isRepeated = true;
      return undefined;
    });
    return JSON.parse(reply.text) as T;
  }

  private async patiently(what: string, ask: () => Promise<Received | undefined>): Promise<Received> {
    const end = performance.now() + patienceMs;
    for (;;) {
      const reply = await ask();
      if (reply !== undefined) return reply;
      if (performance.now() > end) throw new Error(`${what} has had no answer for ${patienceMs} ms`);
      await pause(1 + this.random.below(pauseMsMax));
    }
  }
}

/** Done, refused, or unknown: a fault of the server's says nothing about the outcome, and "in progress" not yet. */
function kindOf({ status, text }: Received): 'ok' | 'fail' | 'info' {
  if (status < 300) return 'ok';
  const isPassing = status >= 500 || (status === 409 && text.includes('/problems/idempotency-in-progress'));
  return isPassing ? 'info' : 'fail';
}

const negated = (lines: readonly AmountLine[]): AmountLine[] =>
  lines.map((line) => ({ ...line, ore: String(-BigInt(line.ore)) }));
