/** The levels of the chain of goals, which of them a year has, and what may stand under what. Pure. */
import { conflict, invalid } from '../kernel/errors.js';

/** From the top. A year has some of them; in Malmö the committee goals of 2015–2019 were left out from 2020. */
export const goalLevels = [
  'goalArea',
  'councilGoal',
  'directionGoal',
  'committeeGoal',
  'effectGoal',
  'operationalGoal',
  'commitment',
  'activity',
] as const;
export type GoalLevel = (typeof goalLevels)[number];

export const levelWords: Readonly<Record<GoalLevel, string>> = {
  goalArea: 'målområde',
  councilGoal: 'kommunfullmäktigemål',
  directionGoal: 'inriktningsmål',
  committeeGoal: 'nämndsmål',
  effectGoal: 'effektmål',
  operationalGoal: 'operativt mål',
  commitment: 'åtagande',
  activity: 'aktivitet',
};

const said = (levels: readonly GoalLevel[]): string => levels.map((level) => levelWords[level]).join(' → ');

/** @throws DomainError validation-failed `level-order` when the levels do not go downwards */
export function requireSoundLevels(levels: readonly GoalLevel[]): void {
  const places = levels.map((level) => goalLevels.indexOf(level));
  const at = places.findIndex((place, index) => index > 0 && place <= (places[index - 1] as number));
  if (at >= 0)
    throw invalid(
      `/levels/${at}`,
      'level-order',
      `${levelWords[levels[at] as GoalLevel]} kan inte stå under ${levelWords[levels[at - 1] as GoalLevel]}. Ordningen uppifrån är: ${said(goalLevels)}.`,
    );
}

/**
 * A goal stands under one of the level right above it in the year's chain, or under one of its own level as a part of it.
 * Without a parent it stands alone, which the chain shows as a gap.
 * @throws DomainError validation-failed `level-not-in-chain`, `parent-level`
 */
export function requirePlace(
  levels: readonly GoalLevel[],
  { level, year }: { level: GoalLevel; year: number },
  parentLevel: GoalLevel | undefined,
): void {
  const place = levels.indexOf(level);
  if (place < 0)
    throw invalid(
      '/level',
      'level-not-in-chain',
      `Målkedjan för ${year} är ${said(levels)}; där finns inget ${levelWords[level]}.`,
    );
  const above = levels[place - 1];
  if (parentLevel === undefined || parentLevel === level || parentLevel === above) return;
  const right =
    above === undefined ? `ett annat ${levelWords[level]}` : `${levelWords[above]} eller ${levelWords[level]}`;
  throw invalid(
    '/parentId',
    'parent-level',
    `I kedjan för ${year} (${said(levels)}) står ${levelWords[level]} under ${right}, inte under ${levelWords[parentLevel]}.`,
  );
}

/** What stands in the year and would not fit other levels. */
export interface PlacedLevel {
  level: GoalLevel;
  parentLevel: GoalLevel | null;
}

/** @throws DomainError state-conflict `chain-in-use` */
export function requireFitsPlaced(levels: readonly GoalLevel[], placed: readonly PlacedLevel[]): void {
  const unfit = placed.filter(({ level, parentLevel }) => {
    const place = levels.indexOf(level);
    return place < 0 || (parentLevel !== null && parentLevel !== level && parentLevel !== levels[place - 1]);
  });
  if (unfit.length === 0) return;
  const which = [...new Set(unfit.map(({ level }) => levelWords[level]))].join(', ');
  throw conflict(
    'chain-in-use',
    `${unfit.length} mål som redan står i årets kedja passar inte de nivåerna (${which}). Flytta dem först.`,
    { unfit: unfit.length },
  );
}
