/** Class A: amounts as the API takes them, as people write them, and added up. */
import { Money } from '../../../src/kernel/money.js';
import { readMemorandum } from '../../../src/interchange/memorandum.rules.js';
import { absent, expand, Token } from './cases.js';
import { judge } from './judge.js';
import { type Observed, observedRun } from './observed.js';
import { withValue } from './operations.js';
import { send, type Target, type Targets } from './target.js';
import { sek, type World } from './world.js';
import { runningText } from '../../cases/memoranda/reading.js';

const officer = 'asn.handlaggare';
const mark = '"@token@"';

/** A draft whose first measure has the value at that place of its amount. */
async function postMeasure(world: World, pointer: string, input: unknown): Promise<Observed> {
  const value = input === absent ? undefined : input instanceof Token ? '@token@' : input;
  const body = withValue(world.draft(), `/measures/0/requestedAmount${pointer}`, value);
  if (!(input instanceof Token)) return send(world, 'POST', '/api/v1/proposals', { as: officer, json: body });
  const bytes = Buffer.from(JSON.stringify(body).replace(mark, input.text));
  return send(world, 'POST', '/api/v1/proposals', {
    as: officer,
    bytes,
    headers: { 'content-type': 'application/json' },
  });
}

const amount: Target = {
  each: async (world, input) => {
    const observed = await postMeasure(world, '/amount', input);
    if (observed.status !== 201) return observed;
    const { id } = JSON.parse(observed.text) as { id: string };
    const [row] = await world.app.query<{ ore: string }>(`select total_ore as ore from proposal where id = $1`, [id]);
    expect(Money.fromOre(BigInt(row?.ore ?? 0)).toString()).toBe(input);
    return observed;
  },
};

const moneyImport: Target = {
  each: async (_world, input) =>
    observedRun(() => Money.parseSwedish((input === absent ? undefined : input) as string).toString()),
};

interface Many {
  count: number;
  amount: string;
}

const measureSum: Target = {
  each: async (world, input) => {
    const { count, amount: each } = input as Many;
    const measures = Array.from({ length: count }, (_, index) => ({
      title: `Insats ${index}`,
      requestedAmount: sek(each),
      year: 2023,
    }));
    return send(world, 'POST', '/api/v1/proposals', { as: officer, json: world.draft('1.00', { measures }) });
  },
};

const moneySum: Target = {
  each: async (_world, input) => {
    const { count, amount: each } = input as Many;
    const list = Array.from({ length: count }, () => Money.parse(each));
    return observedRun(() => Money.sum(list).toString());
  },
};

/** A draft of 600 kr whose summary says something else, handed in. */
const statedTotal: Target = {
  all: async (world, row) => {
    for (const input of row.inputs) {
      const draft = world.draft('600.00') as { sections: { kind: string; text: string }[] };
      const sections = draft.sections.map(({ kind, text }) =>
        kind === 'summary' ? { kind, text: `Förslaget uppgår till totalt ${String(input)} kr.` } : { kind, text },
      );
      const made = await world.proposal('600.00', { sections });
      const path = `/api/v1/proposals/${made.id}/submission`;
      await judge(world, row, input, () => send(world, 'POST', path, { as: officer, ifMatch: made.version }));
    }
  },
};

/** The worked case with another total in its summary. */
const memorandumFindings: Target = {
  all: async (_world, row) => {
    for (const input of row.inputs) {
      const read = readMemorandum(runningText.replace('8 075 000 SEK', String(expand(input))));
      expect(read.consistent).toBe(false);
      expect(read.findings.map(({ code }) => code)).toContain(row.expect?.code);
    }
    expect(readMemorandum(runningText).consistent).toBe(true);
  },
};

export const moneyTargets: Targets = {
  'measure-amount': amount,
  'measure-amount-object': { each: (world, input) => postMeasure(world, '', input) },
  'measure-currency': { each: (world, input) => postMeasure(world, '/currency', input) },
  'money-import': moneyImport,
  'measure-sum': measureSum,
  'money-sum': moneySum,
  'stated-total': statedTotal,
  'memorandum-findings': memorandumFindings,
};
