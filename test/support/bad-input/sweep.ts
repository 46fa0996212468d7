/**
 * The text corpus in every string of the API: bodies, queries and addresses, one place at a time in a request that is
 * valid otherwise. Everything is sent once, by operation; each row then reads its own faults.
 */
import { type BadInput, badInputs, expand, shown } from './cases.js';
import { builders, withoutValidBody } from './builders.js';
import { generalFaults, type Observed } from './observed.js';
import { few } from './judge.js';
import { type Field, type Operation, operationsOf, type Schema, stringFields, withValue } from './operations.js';
import { addressOf } from './addresses.js';
import { accountFor, withParameter } from './operators.js';
import { inParallel, requestMaker, sentFrom } from './requests.js';
import { markNow, textsWrittenSince } from './snapshot.js';
import { send, type Target } from './target.js';
import type { World } from './world.js';

interface Corpus {
  row: BadInput;
  text: string;
}

/** One text in one place. */
interface Trial extends Corpus {
  place: string;
  send: () => Promise<Observed>;
}

interface Finding {
  row: BadInput;
  fault: string;
}

const slowMs = 5_000;
/** A longer address is refused by the parser before it is an address; BJ19 sends those. */
const addressLengthMax = 7_000;

export class Sweep {
  readonly findings: Finding[] = [];
  /** Operations that take a body but have no valid one here. */
  readonly withoutBuilder: string[] = [];
  private turn = 0;
  sent = 0;
  accepted = 0;

  constructor(
    private readonly world: World,
    private readonly corpus: readonly Corpus[],
  ) {}

  async run(): Promise<this> {
    for (const operation of operationsOf(this.world.app.app)) await this.tryOperation(operation);
    return this;
  }

  private async tryOperation(operation: Operation): Promise<void> {
    const trials = [
      ...(await this.inAddress(operation)),
      ...(await this.inQuery(operation)),
      ...(await this.inBody(operation)),
    ];
    if (trials.length === 0) return;
    const isSerial = operation.body !== undefined && (builders[operation.key]?.serial ?? false);
    const before = await markNow(this.world.app);
    const accepted: Trial[] = [];
    const refusedIds: string[] = [];
    const tryOne = async (trial: Trial): Promise<void> => {
      const observed = await trial.send();
      this.judge(trial, observed);
      if (observed.status < 300 && operation.body !== undefined) {
        if (builders[operation.key]?.storesNothing === true) this.noteAnswer(trial, observed);
        else await this.noteAccepted(operation, trial, accepted);
      }
      if (observed.status >= 400) refusedIds.push(observed.headers?.get('x-request-id') ?? '');
    };
    if (isSerial) for (const trial of trials) await tryOne(trial);
    else await inParallel(trials, tryOne);
    await this.judgeStored(before, accepted);
    await this.judgeRefused(operation, refusedIds);
  }

  /** Of a question the answer says what was understood; there is nothing to look for in the database. */
  private noteAnswer(trial: Trial, { text }: Observed): void {
    const isThere = formsOf(trial.text).some((form) => text.includes(JSON.stringify(form)));
    if (!isThere && trial.text.trim() !== '') this.find(trial, 'accepted, but not answered as it was sent');
  }

  /** What the next request overwrites is read back at once; the rest is looked for in the database when all is sent. */
  private async noteAccepted({ key }: Operation, trial: Trial, accepted: Trial[]): Promise<void> {
    // An amount is kept as an amount and comes back in its one form.
    if (trial.place.endsWith('/amount')) return;
    const readBack = builders[key]?.readBack;
    if (readBack === undefined) return void accepted.push(trial);
    const stands = JSON.stringify(await readBack(this.world));
    const isThere = formsOf(trial.text).some((form) => stands.includes(JSON.stringify(form)));
    if (!isThere && trial.text.trim() !== '') this.find(trial, 'accepted, but not read back as it was sent');
  }

  private judge(trial: Trial, observed: Observed): void {
    this.sent += 1;
    const faults = generalFaults(observed);
    const expected = [trial.row.expect?.status ?? []].flat();
    if (observed.status < 300) this.accepted += 1;
    if (expected.length > 0 && trial.place.startsWith('body') && !expected.includes(observed.status))
      faults.push(`status ${observed.status}, ${expected.join(' or ')} expected`);
    if (observed.ms > slowMs) faults.push(`took ${Math.round(observed.ms)} ms`);
    for (const fault of faults) this.find(trial, fault);
  }

  private find({ row, text, place }: Trial, fault: string): void {
    this.findings.push({ row, fault: `${place} ${shown(text)}: ${fault}` });
  }

  /** What was accepted stands in the database as it was sent, each time, but for space round it and Unicode's one spelling. */
  private async judgeStored(before: string, accepted: readonly Trial[]): Promise<void> {
    if (accepted.length === 0) return;
    const stored = await textsWrittenSince(this.world.app, before);
    for (const trial of accepted) {
      const { text } = trial;
      const found = formsOf(text).reduce((sum, form) => sum + (stored.get(form) ?? 0), 0);
      const sent = accepted.filter((other) => other.text === text).length;
      if (found < sent && text.trim() !== '') this.find(trial, 'accepted, but not stored as it was sent');
    }
  }

  /** A refused request has no event but its refusal; and without an event nothing has changed (A1). */
  private async judgeRefused(operation: Operation, requestIds: readonly string[]): Promise<void> {
    const rows = await this.world.app.query<{ type: string }>(
      `select type from event where request_id = any($1) and type not in ('act.refused', 'signIn.refused')`,
      [requestIds],
    );
    const row = this.corpus[0]?.row as BadInput;
    for (const { type } of rows) this.findings.push({ row, fault: `${operation.key}: refused, yet recorded ${type}` });
  }

  private async inAddress(operation: Operation): Promise<Trial[]> {
    const { key, path, pathParameters } = operation;
    if (!key.startsWith('GET')) return [];
    const as = accountFor(this.world, operation);
    return pathParameters.flatMap((name) =>
      this.oneOfEach(true).map((one) => {
        const address = path.replace(`{${name}}`, encodeURIComponent(one.text)).replaceAll(/\{\w+\}/g, '1');
        return { ...one, place: `address ${key} {${name}}`, send: () => send(this.world, 'GET', address, { as }) };
      }),
    );
  }

  private async inQuery(operation: Operation): Promise<Trial[]> {
    const { key, method, query } = operation;
    if (query.length === 0) return [];
    const as = accountFor(this.world, operation);
    const address = await addressOf(this.world, operation);
    const bytes =
      method === 'POST' ? { bytes: Buffer.from('text'), headers: { 'content-type': 'application/octet-stream' } } : {};
    return query.flatMap(({ name, schema }) =>
      this.textsFor(schema, true).map((one) => {
        const to = withParameter(address, name, one.text);
        return { ...one, place: `query ${key} ?${name}`, send: () => send(this.world, method, to, { as, ...bytes }) };
      }),
    );
  }

  private async inBody(operation: Operation): Promise<Trial[]> {
    const { key, method, body: schema } = operation;
    if (schema === undefined) return [];
    const builder = builders[key];
    if (
      builder === undefined &&
      !withoutValidBody.includes(key) &&
      stringFields(schema).some((field) => isFreeText(field.schema))
    )
      this.withoutBuilder.push(key);
    const build = requestMaker(operation);
    if (builder !== undefined) {
      const built = await build(this.world);
      const honest = await send(this.world, method, built.path, sentFrom(built, built.body));
      if (honest.status >= 300) throw new Error(`${key}: the valid request answered ${honest.status} ${honest.text}`);
      for (const name of builder.usesUp ?? []) this.world.forget(name);
    }
    const fields = stringFields(schema);
    const roomiest = builder?.serial === true ? undefined : roomiestOf(fields);
    return fields.flatMap(({ pointer }) =>
      (pointer === roomiest?.pointer ? this.corpusFor(false) : this.oneOfEach(false)).map((one) => ({
        ...one,
        place: `body ${key} ${pointer}`,
        send: async () => {
          const built = await build(this.world);
          const observed = await send(
            this.world,
            method,
            built.path,
            sentFrom(built, withValue(built.body, pointer, one.text)),
          );
          if (observed.status < 300) for (const name of builder?.usesUp ?? []) this.world.forget(name);
          return observed;
        },
      })),
    );
  }

  private textsFor(schema: Schema, isAddress: boolean): Corpus[] {
    return isFreeText(schema) ? this.corpusFor(isAddress) : this.oneOfEach(isAddress);
  }

  /**
   * Of each row the next text in turn, so that all texts come round. An operation's fields are read and stored by the same
   * code; one of them takes everything, and acts that must be made ready anew for each request are spared that.
   */
  private oneOfEach(isAddress: boolean): Corpus[] {
    this.turn += 1;
    const corpus = this.corpusFor(isAddress);
    return [...new Set(corpus.map(({ row }) => row))].map((row) => {
      const texts = corpus.filter((one) => one.row === row);
      return texts[this.turn % texts.length] as Corpus;
    });
  }

  private corpusFor(isAddress: boolean): Corpus[] {
    if (!isAddress) return [...this.corpus];
    const fits = (text: string): boolean =>
      text.length < addressLengthMax && encodeURIComponent(text).length < addressLengthMax;
    return this.corpus.filter(({ text }) => fits(text));
  }
}

const formsOf = (text: string): string[] => [...new Set([text.normalize('NFC'), text.trim().normalize('NFC')])];

/** The free text that holds most, and so lets most of the corpus through to be stored. */
function roomiestOf(fields: readonly Field[]): Field | undefined {
  const room = ({ schema }: Field): number => schema.maxLength ?? 0;
  return fields.filter(({ schema }) => isFreeText(schema)).sort((a, b) => room(b) - room(a))[0];
}

/** Neither one of a list, nor a day, an id or an instant. */
const isFreeText = ({ enum: list, format, type }: Schema): boolean =>
  list === undefined && format === undefined && type === 'string';

/** The whole corpus is sent when the first row asks; every row then answers for its own texts. */
export const everyString: Target = {
  all: async (world, row) => {
    const sweep = await world.once('sweep', () => {
      const corpus = badInputs()
        .filter(({ target }) => target === 'every-string')
        .flatMap((one) => one.inputs.map((input) => ({ row: one, text: String(expand(input)) })));
      return new Sweep(world, corpus).run();
    });
    const own = sweep.findings.filter((finding) => finding.row.id === row.id && finding.row.title === row.title);
    expect(few(own.map(({ fault }) => fault))).toEqual([]);
    expect({ withoutBuilder: sweep.withoutBuilder }).toEqual({ withoutBuilder: [] });
    expect(sweep.accepted).toBeGreaterThan(0);
  },
};
