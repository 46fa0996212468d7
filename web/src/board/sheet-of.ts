/** A small board for the specs: two sources, three measures, in kronor. */
import type { Schemas } from '../api/client';
import { amountOf } from '../money/money';
import { type Sheet, sheetOf } from './sheet';

export interface Given {
  requested: number;
  /** Per source. */
  recommended?: readonly number[];
  pending?: readonly number[];
  decided?: readonly number[];
  follows?: number;
  reason?: string | null;
  priority?: number | null;
}

export interface Source {
  ceiling: number;
  reserved?: number;
  isOpen?: boolean;
}

const kr = (kronor: number) => amountOf(BigInt(Math.round(kronor * 100)));
const sum = (list: readonly number[] = []): number => list.reduce((total, one) => total + one, 0);

/** The answer of the API for these figures, every measure wished from the first source. */
export function boardFor(sources: readonly Source[], measures: readonly Given[]): Schemas['BoardDto'] {
  const amounts = (list: readonly { requested: number; given: Given }[], at?: number) => ({
    requested: kr(sum(list.map(({ requested }) => requested))),
    ...Object.fromEntries(
      (['recommended', 'pending', 'decided'] as const).map((name) => [
        name,
        kr(sum(list.map(({ given }) => (at === undefined ? sum(given[name]) : (given[name]?.[at] ?? 0))))),
      ]),
    ),
  });
  const still = ({ recommended, pending, decided }: Given, at: number): number =>
    Math.max(0, (recommended?.[at] ?? 0) - (pending?.[at] ?? 0) - (decided?.[at] ?? 0));
  const wished = (given: Given, at: number) => ({ requested: at === 0 ? given.requested : 0, given });
  const board = {
    callId: 'call',
    sources: sources.map(({ ceiling, reserved = 0 }, at) => ({
      ...amounts(
        measures.map((given) => wished(given, at)),
        at,
      ),
      sourceYearId: `sy${at}`,
      sourceId: `s${at}`,
      code: `K${at}`,
      name: `Källa ${at}`,
      year: 2023,
      ceiling: kr(ceiling),
      reserved: kr(reserved),
      remaining: kr(ceiling - reserved),
      remainingAfterRecommended: kr(ceiling - reserved - sum(measures.map((given) => still(given, at)))),
      criteria: [],
    })),
    measures: measures.map((given, index) => ({
      ...amounts([{ requested: given.requested, given }]),
      proposalId: 'p',
      proposalStatus: 'approved',
      authorityId: 'a',
      authorityCode: 'ASN',
      versionNumber: 1,
      measureKey: `m${index}`,
      title: `Insats ${index}`,
      year: 2023,
      wishedSourceId: 's0',
      approved: null,
      unassigned: kr(0),
      priority: given.priority ?? null,
      recommendationNumber: given.follows ?? 0,
      recommendationOutdated: false,
      requestedToRecommended: given.follows === undefined ? null : { amount: kr(0), reason: given.reason ?? null },
      recommendedToDecided: null,
      cells: sources.map(({ isOpen = true }, at) => ({
        ...amounts([wished(given, at)], at),
        sourceYearId: `sy${at}`,
        sourceId: `s${at}`,
        year: 2023,
        eligibility: 'eligible',
        withinUsePeriod: isOpen,
      })),
      eligibility: [],
    })),
    unassigned: kr(0),
    sum: amounts(measures.map((given) => ({ requested: given.requested, given }))),
  };
  return board as unknown as Schemas['BoardDto'];
}

export const sheetFor = (sources: readonly Source[], measures: readonly Given[]): Sheet =>
  sheetOf(boardFor(sources, measures));
