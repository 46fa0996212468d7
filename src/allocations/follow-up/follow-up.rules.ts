/** Where the year's money is heading: the plan by month, the forecast, and when a difference must be explained. Pure. */
import { compareDays, type Day, yearOf } from '../../kernel/day.js';
import { invalid } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';

export interface MonthAmount {
  /** 1 to 12. */
  month: number;
  amount: Money;
}

/**
 * A plan says how what was given is meant to be used. What goes beyond is the committee's own frame, and is planned
 * there.
 * @throws DomainError validation-failed `duplicate-month`, `plan-above-allocated` or `required`
 */
export function requireSoundPlan(months: readonly MonthAmount[], allocated: Money): void {
  const seen = new Set<number>();
  months.forEach(({ month }, index) => {
    if (seen.has(month))
      throw invalid(`/months/${index}/month`, 'duplicate-month', `Månad ${month} står två gånger; slå ihop raderna.`);
    seen.add(month);
  });
  if (months.length === 0) throw invalid('/months', 'required', 'Planen har inga månader.');
  const total = Money.sum(months.map(({ amount }) => amount));
  if (total.compare(allocated) <= 0) return;
  throw invalid(
    '/months',
    'plan-above-allocated',
    `Planen summerar till ${total.format()}; fördelat är ${allocated.format()}, alltså ${total.subtract(allocated).format()} mindre. Det som går utöver faller på nämndens egen ram (R-11).`,
  );
}

/** How many months of the year have ended by that day; a month ends with its last day. */
export function monthsEnded(year: number, day: Day): number {
  if (yearOf(day) !== year) return yearOf(day) > year ? 12 : 0;
  const month = Number(day.slice(5, 7));
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Number(day.slice(8)) === lastDay ? month : month - 1;
}

/** The last day that counts in a comparison with the plan, or null while no month has ended. */
export function comparedUntil(year: number, day: Day): Day | null {
  const ended = monthsEnded(year, day);
  return ended === 0 ? null : (new Date(Date.UTC(year, ended, 0)).toISOString().slice(0, 10) as Day);
}

/** What the plan says for the months that have ended. */
export function plannedUntil(months: readonly MonthAmount[], ended: number): Money {
  return Money.sum(months.filter(({ month }) => month <= ended).map(({ amount }) => amount));
}

/** More of the base than the share; of nothing, anything is more. @param percent whole per cent */
export function isAboveShare(deviation: Money, base: Money, percent: number): boolean {
  const size = deviation.isNegative() ? deviation.negate() : deviation;
  return size.ore * 100n > BigInt(percent) * base.ore;
}

export interface Figures {
  allocated: Money;
  /** Of the whole year, as foreseen. */
  forecast: Money;
  /** Of the months that have ended. */
  used: Money;
  /** Of the same months; null without a plan. */
  planned: Money | null;
}

export interface Deviations {
  /** Forecast against what was given. */
  ofYear: Money;
  /** Use against the plan so far. */
  soFar: Money | null;
  /** Which of them are larger than the share allows. */
  large: ('ofYear' | 'soFar')[];
}

export function deviationsOf({ allocated, forecast, used, planned }: Figures, percent: number): Deviations {
  const ofYear = forecast.subtract(allocated);
  const soFar = planned === null ? null : used.subtract(planned);
  const large: Deviations['large'] = [];
  if (isAboveShare(ofYear, allocated, percent)) large.push('ofYear');
  if (soFar !== null && planned !== null && isAboveShare(soFar, planned, percent)) large.push('soFar');
  return { ofYear, soFar, large };
}

/** @throws DomainError validation-failed `comment-required` with the figures */
export function requireExplained(
  { ofYear, soFar, large }: Deviations,
  comment: string | undefined,
  percent: number,
): void {
  if (large.length === 0 || (comment ?? '').trim() !== '') return;
  const told = [
    large.includes('ofYear') ? `prognosen avviker ${ofYear.format()} från det fördelade` : null,
    large.includes('soFar') && soFar !== null ? `utfallet avviker ${soFar.format()} från planen hittills` : null,
  ].filter((text) => text !== null);
  const detail = `${told.join(' och ')}, mer än ${percent} procent. Kommentera avvikelsen: vad den beror på och vad som görs.`;
  throw invalid('/comment', 'comment-required', detail.charAt(0).toUpperCase() + detail.slice(1));
}

/**
 * A forecast is said on a day of the year or after it, and in the order they were said.
 * @throws DomainError validation-failed `future-day`, `outside-year` or `before-last`
 */
export function requireSoundForecastDay(day: Day, year: number, today: Day, lastDay: Day | null): void {
  if (compareDays(day, today) > 0)
    throw invalid('/forecastDay', 'future-day', `Dagen ${day} har inte kommit. I dag är det ${today}.`);
  if (yearOf(day) < year)
    throw invalid('/forecastDay', 'outside-year', `Prognosen gäller ${year}; den kan inte vara från ${day}.`);
  if (lastDay !== null && compareDays(day, lastDay) < 0)
    throw invalid(
      '/forecastDay',
      'before-last',
      `Den senaste prognosen är från ${lastDay}; en ny är inte äldre än den.`,
    );
}

export interface NextYear {
  /** The measure is said to need money up to this year. */
  neededUntil: number | null;
  year: number;
  /** Given, reserved or promised for the year after. */
  nextYearMoney: Money;
  /** Some source the measure draws on has a ceiling for the year after. */
  hasCeiling: boolean;
}

/** "there is no word on continued grants". Told as long as it is so. @returns the risk in words, or null */
export function noFundingNextYear({ neededUntil, year, nextYearMoney, hasCeiling }: NextYear): string | null {
  if (neededUntil === null || neededUntil <= year || !nextYearMoney.isZero()) return null;
  const state = hasCeiling ? 'är inget fördelat än' : 'finns inget besked om medel';
  return `Insatsen behöver medel till och med ${neededUntil}, men för ${year + 1} ${state}.`;
}
