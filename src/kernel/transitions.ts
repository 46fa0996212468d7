/**
 * States as a table: from, act, who, guard, to, event, legal source. The table is the rule, the documentation and the
 * list of what is possible next. No role skips it; an exception is an edge of its own.
 *
 * The table is checked when its module is loaded, so a state nobody can reach or leave stops the start.
 */
import { type DomainError, conflict } from './errors.js';
import { quoted } from './quoted.js';

/** One row as it is written. Several `from` mean one edge from each. */
export interface Transition<S extends string, A extends string> {
  from: S | readonly S[];
  /** Imperative, e.g. `submit`. One act leads to one state from each state; two outcomes are two acts. */
  act: A;
  /** Roles that may do it. */
  who: readonly string[];
  /** A sentence saying what else must hold. The rule itself stands in code beside the table. */
  guard?: string;
  to: S;
  /** Past tense, e.g. `proposal.submitted`. */
  event: string;
  /** Legal source, e.g. `KL 5:69`. */
  source?: string;
  /**
   * What it follows from when nobody can ask for it on the thing itself, e.g. `decision`: what a body decides on its
   * agenda item. Such an act is never promised as possible.
   */
  through?: string;
}

/** One row with a single `from`: what `step` answers. */
export interface Edge<S extends string, A extends string> extends Transition<S, A> {
  from: S;
}

export interface Machine<S extends string, A extends string> {
  readonly name: string;
  readonly initial: S;
  readonly terminal: readonly S[];
  readonly states: readonly S[];
  /** In the order of the table. */
  readonly edges: readonly Edge<S, A>[];
  /** Swedish words for states, acts and what acts follow from, for the refusals people read; what is not named is shown as it is. */
  readonly swedish: Readonly<Record<string, string | undefined>>;
}

interface Definition<S extends string, A extends string, T extends string> {
  name: string;
  initial: NoInfer<S>;
  terminal: readonly NoInfer<S>[];
  states: readonly S[];
  edges: readonly (Transition<NoInfer<S>, A> & { through?: T })[];
  swedish?: Readonly<Partial<Record<NoInfer<S | A | T>, string>>>;
}

/**
 * Checks the table and returns it. Throws an `Error` that lists every fault at once: unknown or repeated states, an act
 * defined twice from one state, an edge nobody may take, states that cannot be reached from the initial one, and states
 * that are not terminal and from which no terminal state can be reached.
 */
export function defineTransitions<const S extends string, const A extends string, const T extends string = never>(
  definition: Definition<S, A, T>,
): Machine<S, A> {
  const { name, initial, terminal, states } = definition;
  const swedish: Readonly<Record<string, string | undefined>> = definition.swedish ?? {};
  const edges = definition.edges.flatMap((row): Edge<S, A>[] => fromOf(row).map((from) => ({ ...row, from })));
  const machine: Machine<S, A> = { name, initial, terminal, states, edges, swedish };
  const faults = faultsOf(machine);
  if (faults.length > 0) throw new Error(`The table of states "${name}" has faults:\n- ${faults.join('\n- ')}`);
  return Object.freeze(machine);
}

/**
 * The edge that an act takes from a state. Throws 409 `state-conflict` with code `not-allowed-in-state`, which names the
 * state and every act that is possible next; `members` carry the same for machines (`state`, `possibleActs`).
 */
export function step<S extends string, A extends string>(machine: Machine<S, A>, from: S, act: A): Edge<S, A> {
  const edge = machine.edges.find((candidate) => candidate.from === from && candidate.act === act);
  if (edge === undefined) throw notAllowed(machine, from, act);
  return edge;
}

/** Every way out of a state, in the order of the table. */
export function edgesFrom<S extends string, A extends string>(machine: Machine<S, A>, state: S): Edge<S, A>[] {
  return machine.edges.filter((edge) => edge.from === state);
}

/** The acts that can be asked for in a state, in the order of the table; what follows from something else is not among them. */
export function actsFrom<S extends string, A extends string>(machine: Machine<S, A>, state: S): A[] {
  return edgesFrom(machine, state).flatMap(({ act, through }) => (through === undefined ? [act] : []));
}

/** A heading, the table in Markdown and the diagram in mermaid, for docs/generated/states.md. Same table, same text. */
export function toText<S extends string, A extends string>(machine: Machine<S, A>): string {
  const rows = machine.edges.map((edge) =>
    [
      edge.from,
      edge.act,
      edge.who.join(', '),
      edge.through ?? '',
      edge.guard ?? '',
      edge.to,
      edge.event,
      edge.source ?? '',
    ].map(cell),
  );
  const head = ['From', 'Act', 'Who', 'Through', 'Guard', 'To', 'Event', 'Source'];
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const diagram = [
    'stateDiagram-v2',
    `  [*] --> ${machine.initial}`,
    ...machine.edges.map((edge) => `  ${edge.from} --> ${edge.to}: ${edge.act}`),
    ...machine.terminal.map((state) => `  ${state} --> [*]`),
  ];
  return [`## ${machine.name}`, '', ...table, '', '```mermaid', ...diagram, '```', ''].join('\n');
}

function fromOf<S extends string, A extends string>(row: Transition<S, A>): readonly S[] {
  return typeof row.from === 'string' ? [row.from] : row.from;
}

function faultsOf({ initial, terminal, states, edges }: Machine<string, string>): string[] {
  const faults: string[] = [];
  for (const state of repeated(states)) faults.push(`state ${state} is listed twice`);
  const mentioned = new Set([initial, ...terminal, ...edges.flatMap((edge) => [edge.from, edge.to])]);
  for (const state of mentioned) if (!states.includes(state)) faults.push(`state ${state} is used but not listed`);
  for (const pair of repeated(edges.map((edge) => `${edge.act} from ${edge.from}`)))
    faults.push(`${pair} is defined twice`);
  for (const edge of edges)
    if (edge.who.length === 0) faults.push(`${edge.act} from ${edge.from} may be done by nobody`);

  const reached = closure([initial], (state) => edges.filter((edge) => edge.from === state).map((edge) => edge.to));
  const leading = closure(terminal, (state) => edges.filter((edge) => edge.to === state).map((edge) => edge.from));
  for (const state of new Set(states)) {
    if (!reached.has(state)) faults.push(`state ${state} cannot be reached from ${initial}`);
    if (!leading.has(state)) faults.push(`state ${state} has no way to a terminal state`);
  }
  return faults;
}

function closure(start: readonly string[], next: (state: string) => string[]): Set<string> {
  // A Set visits what is added while it is walked, so this ends when nothing new is found.
  const found = new Set(start);
  for (const state of found) for (const other of next(state)) found.add(other);
  return found;
}

function repeated(list: readonly string[]): Set<string> {
  return new Set(list.filter((item, index) => list.indexOf(item) !== index));
}

function notAllowed<S extends string, A extends string>(machine: Machine<S, A>, from: S, act: A): DomainError {
  // Own words only: an act named "toString" must not find what every object inherits.
  const swedish = (name: string): string => (Object.hasOwn(machine.swedish, name) && machine.swedish[name]) || name;
  const word = (name: string): string => quoted(swedish(name));
  const possible = actsFrom(machine, from);
  const through = new Set(edgesFrom(machine, from).flatMap((edge) => edge.through ?? []));
  const next = [
    possible.length === 0 ? [] : [`Möjligt nu: ${possible.map(word).join(', ')}.`],
    through.size === 0
      ? []
      : [`${possible.length === 0 ? 'Nästa steg' : 'Annat'} följer av ${[...through].map(swedish).join(' eller ')}.`],
    possible.length + through.size === 0 ? ['Inget mer kan göras.'] : [],
  ].flat();
  const detail = [`${word(act)} går inte att göra i läget ${word(from)}.`, ...next].join(' ');
  return conflict('not-allowed-in-state', detail, { state: from, possibleActs: possible });
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
