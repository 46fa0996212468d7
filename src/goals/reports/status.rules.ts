/**
 * How a goal is judged. A status is a value with a word and a shape, never a colour or an icon alone: of the 34 statuses in
 * one report 20 were lost because they were icons (C-20 … C-23, R-60). Pure.
 */
import { invalid } from '../../kernel/errors.js';

export const attainments = ['achieved', 'partly', 'notAchieved', 'notMeasured', 'unknown'] as const;
export type Attainment = (typeof attainments)[number];

export interface StatusView {
  value: Attainment;
  text: string;
  /** Told apart without colour. */
  shape: 'circle' | 'diamond' | 'square' | 'ring' | 'questionMark';
  symbol: string;
}

const views: Readonly<Record<Attainment, StatusView>> = {
  achieved: { value: 'achieved', text: 'Uppnått', shape: 'circle', symbol: '●' },
  partly: { value: 'partly', text: 'Delvis uppnått', shape: 'diamond', symbol: '◆' },
  notAchieved: { value: 'notAchieved', text: 'Inte uppnått', shape: 'square', symbol: '■' },
  notMeasured: { value: 'notMeasured', text: 'Inte mätt', shape: 'ring', symbol: '○' },
  unknown: { value: 'unknown', text: 'Okänt', shape: 'questionMark', symbol: '?' },
};

export const statusView = (value: Attainment): StatusView => views[value];

/** D-07. */
export const successFactors = [
  'sharedValues',
  'staffContinuity',
  'outreach',
  'digitalisation',
  'cooperation',
  'other',
] as const;
export type SuccessFactor = (typeof successFactors)[number];

export const successWords: Readonly<Record<SuccessFactor, string>> = {
  sharedValues: 'gemensam värdegrund',
  staffContinuity: 'personalkontinuitet',
  outreach: 'uppsökande arbete',
  digitalisation: 'it och digitalisering',
  cooperation: 'samverkan',
  other: 'annat',
};

/** D-08. */
export const shortfallReasons = ['effectMissing', 'moreTimeNeeded', 'lackOfResources', 'other'] as const;
export type ShortfallReason = (typeof shortfallReasons)[number];

export const shortfallWords: Readonly<Record<ShortfallReason, string>> = {
  effectMissing: 'effekten uteblev',
  moreTimeNeeded: 'mer tid krävs',
  lackOfResources: 'resursbrist',
  other: 'annat',
};

export interface Judgement {
  status: Attainment;
  reasons: string | null;
  /** Goals right below it in the year's chain. */
  below: number;
}

/**
 * A status is given, or it is said why there is none. Of a goal with others below it the status is a judgement of its own,
 * never their average, so it always has reasons (D-09).
 * @throws DomainError validation-failed `reasons-required`
 */
export function requireReasoned({ status, reasons, below }: Judgement, pointer = '/reasons'): void {
  if ((reasons ?? '').trim() !== '') return;
  if (status === 'unknown' || status === 'notMeasured')
    throw invalid(
      pointer,
      'reasons-required',
      `Statusen är ”${views[status].text}”. Ange uppnått, delvis uppnått eller inte uppnått, eller skriv skälet till att det inte går.`,
    );
  if (below > 0)
    throw invalid(
      pointer,
      'reasons-required',
      `Målet har ${below} mål under sig. Den samlade bedömningen är en bedömning med skäl och räknas inte ut; skriv skälen.`,
    );
}
