/** The periods goals are followed up for, and the statutory dates of the year. Pure. */
import { addDays, addMonths, type Day } from '../kernel/day.js';

export const periods = ['januaryApril', 'januaryJune', 'januaryAugust', 'year'] as const;
export type Period = (typeof periods)[number];

const lastDays: Readonly<Record<Period, string>> = {
  januaryApril: '04-30',
  januaryJune: '06-30',
  januaryAugust: '08-31',
  year: '12-31',
};

export const periodWords: Readonly<Record<Period, string>> = {
  januaryApril: 'januari–april',
  januaryJune: 'januari–juni',
  januaryAugust: 'januari–augusti',
  year: 'helåret',
};

export const lastDayOf = (year: number, period: Period): Day => `${year}-${lastDays[period]}` as Day;

/** LKBR 13:1: an interim report covers at least half and at most two thirds of the year. */
export const isStatutoryInterim = (period: Period): boolean => period === 'januaryJune' || period === 'januaryAugust';

/**
 * When the report is to be done unless somebody says otherwise: an interim report two months after its period, counted in
 * whole months (31 August gives 31 October), the year's by 15 April (LKBR 13:1, KL 11:20).
 */
export function dueDayOf(year: number, period: Period): Day {
  return period === 'year'
    ? (`${year + 1}-04-15` as Day)
    : addDays(addMonths(addDays(lastDayOf(year, period), 1), 2), -1);
}

export const statutoryKinds = ['interimReport', 'annualReport', 'budgetProposal', 'budgetAdopted'] as const;
export type StatutoryKind = (typeof statutoryKinds)[number];

export interface StatutoryDate {
  kind: StatutoryKind;
  /** The last day. */
  day: Day;
  text: string;
  source: string;
}

/** What the law wants done during a calendar year, in order of day. */
export function statutoryDatesIn(year: number): StatutoryDate[] {
  return [
    {
      kind: 'annualReport',
      day: dueDayOf(year - 1, 'year'),
      text: `Årsredovisningen för ${year - 1} lämnas till fullmäktige och revisorerna.`,
      source: 'KL 11 kap. 20 §',
    },
    {
      kind: 'interimReport',
      day: dueDayOf(year, 'januaryAugust'),
      text: `Delårsrapporten för januari–augusti ${year} lämnas till fullmäktige och revisorerna, med jämförelse mot samma period året före.`,
      source: 'LKBR 13 kap. 1–3 §§, KL 11 kap. 16 §',
    },
    {
      kind: 'budgetProposal',
      day: `${year}-10-31` as Day,
      text: `Kommunstyrelsens budgetförslag för ${year + 1} är upprättat.`,
      source: 'KL 11 kap. 8 §',
    },
    {
      kind: 'budgetAdopted',
      day: `${year}-11-30` as Day,
      text: `Fullmäktige har fastställt budgeten för ${year + 1}.`,
      source: 'KL 11 kap. 10 §',
    },
  ];
}
