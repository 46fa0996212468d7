/** Requests about chains, goals and what goals are linked to. */
import { ChoiceField, IdField, ListField, TextField, TextListField } from '../platform/http/fields.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { type GoalLevel, goalLevels } from './chain.rules.js';
import { FlagQueryField, YearField, YearQueryField } from './goal.fields.js';
import { goalActs, type ServiceState, serviceStates } from './goal.rules.js';
import { type LinkKind, linkKinds } from './links.service.js';
import { type Period, periods } from './period.rules.js';

const levelsField = {
  of: goalLevels,
  max: goalLevels.length,
  min: 1,
  itemMax: 20,
  description: 'Nivåerna uppifrån; de som inte nämns hoppas över det året.',
} as const;

export class ChangeGoalChainDto {
  @TextListField(levelsField)
  levels: GoalLevel[];
}

export class NewGoalChainDto extends ChangeGoalChainDto {
  @YearField()
  year: number;

  @IdField({ optional: true, description: 'En myndighet med andra nivåer än kommunens. Utelämnas för kommunens.' })
  authorityId?: string;
}

export class GoalYearQueryDto extends PageQueryDto {
  @YearQueryField()
  year?: number;
}

/** Each field may be left out and is then left as it is; null empties it. */
export class ChangeGoalDto {
  @TextField({ max: 2_000, optional: true })
  title?: string;

  @TextField({ max: 20_000, multiline: true, allowEmpty: true, nullable: true, optional: true })
  description?: string | null;

  @IdField({ optional: true, nullable: true, description: 'Den som rapporterar målet.' })
  responsibleId?: string | null;

  @ChoiceField({
    of: serviceStates,
    optional: true,
    nullable: true,
    description: 'För ett åtagande som är en e-tjänst: hur långt den har kommit.',
  })
  serviceState?: ServiceState | null;
}

export class PlaceGoalDto {
  @YearField()
  year: number;

  @IdField({ optional: true, nullable: true, description: 'Målet ovanför i årets kedja.' })
  parentId?: string | null;

  @TextField({
    max: 5_000,
    multiline: true,
    allowEmpty: true,
    optional: true,
    nullable: true,
    description: 'Hur det bidrar till målet ovanför.',
  })
  contribution?: string | null;
}

export class NewGoalDto extends ChangeGoalDto {
  @ChoiceField({ of: goalLevels })
  level: GoalLevel;

  @IdField({ description: 'Myndigheten vars mål det är.' })
  authorityId: string;

  @TextField({ max: 2_000, example: 'Fler barn och unga ska ha en trygg uppväxt' })
  override title: string;

  @YearField()
  year: number;

  @IdField({ optional: true, nullable: true, description: 'Målet ovanför i årets kedja.' })
  parentId?: string | null;

  @TextField({
    max: 5_000,
    multiline: true,
    allowEmpty: true,
    optional: true,
    nullable: true,
    description: 'Hur det bidrar till målet ovanför.',
  })
  contribution?: string | null;
}

export class GoalStepDto {
  @ChoiceField({ of: goalActs })
  act: (typeof goalActs)[number];

  @IdField({ optional: true, description: 'Beslutet som antar målet, när det är fattat här.' })
  decisionId?: string;
}

export class GoalLinkDto {
  @ChoiceField({ of: linkKinds })
  kind: LinkKind;

  @IdField({ description: 'Förslaget, förslaget som insatsen står i, fördelningen eller programmet.' })
  id: string;

  @IdField({ optional: true, description: 'Insatsen; bara för kind measure.' })
  measureKey?: string;
}

export class ReplaceGoalLinksDto {
  @ListField(() => GoalLinkDto, { max: 200, description: 'Hela listan; det som inte nämns tas bort.' })
  links: GoalLinkDto[];
}

export class GoalQueryDto extends GoalYearQueryDto {
  @ChoiceField({ of: goalLevels, optional: true })
  level?: GoalLevel;

  @IdField({ optional: true })
  authorityId?: string;

  @IdField({ optional: true, description: 'Mål direkt under detta, med year.' })
  parentId?: string;

  @IdField({ optional: true })
  programmeId?: string;

  @FlagQueryField('Bara mål som saknar mål ovanför fast kedjan har en nivå där.')
  gaps?: boolean;
}

export class GoalMoneyQueryDto {
  @YearQueryField(false)
  year: number;

  @ChoiceField({
    of: periods,
    optional: true,
    description: 'Perioden för indikatorernas utfall; helåret om inget sägs.',
  })
  period: Period = 'year';
}

export class StatutoryDatesQueryDto {
  @YearQueryField(false)
  year: number;
}
