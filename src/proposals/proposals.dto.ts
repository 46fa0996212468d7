/** What is sent to the proposals module. The total is counted and never sent: a field called `total` is refused. */
import type { Day } from '../kernel/day.js';
import { type SectionKind, sectionKinds } from '../calls/call.rules.js';
import {
  AmountDto,
  AmountField,
  ChoiceField,
  DayField,
  IdField,
  IntegerField,
  ListField,
  moneyFrom,
  TextField,
  TextListField,
} from '../platform/http/fields.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import type { ContentInput } from './draft.rules.js';
import { type ProposalStatus, proposalStatuses } from './proposal.rules.js';
import { type ProposalSort, proposalSorts } from './proposals.queries.js';
import { type DecisionPointType, decisionPointTypes } from './version.rules.js';

const wordListMax = 50;
const wordMax = 200;

export class SectionDto {
  @ChoiceField({ of: sectionKinds })
  kind: SectionKind;

  @TextField({
    max: 200,
    optional: true,
    nullable: true,
    description: 'Rubriken som den står; utelämnas där avsnittets eget namn räcker.',
  })
  heading?: string | null;

  @TextField({ max: 100_000, multiline: true, allowEmpty: true })
  text: string;
}

export class MeasureDto {
  @IdField({ optional: true, description: 'Insatsens nyckel, densamma i alla versioner; utelämnas för en ny insats.' })
  measureKey?: string;

  @TextField({ max: 300, example: 'Förstärkning av det lokala utvecklingsarbetet och tidiga insatser' })
  title: string;

  @AmountField({ description: 'Begärt belopp, större än noll.' })
  requestedAmount: AmountDto;

  @IntegerField({ min: 1900, max: 2199, description: 'Budgetår.' })
  year: number;

  @IdField({ optional: true, nullable: true, description: 'Önskad finansieringskälla; får lämnas öppen.' })
  sourceId?: string | null;

  @TextField({ max: 20_000, multiline: true, optional: true })
  rationale?: string;

  @TextField({ max: 20_000, multiline: true, optional: true })
  activities?: string;

  @TextListField({ max: wordListMax, itemMax: wordMax, optional: true, description: 'Målgrupper.' })
  targetGroups?: string[];

  @TextListField({ max: wordListMax, itemMax: wordMax, optional: true, description: 'Geografiska områden.' })
  geography?: string[];

  @TextListField({ max: wordListMax, itemMax: wordMax, optional: true, description: 'Metoder och program.' })
  methods?: string[];

  @TextListField({ max: wordListMax, itemMax: wordMax, optional: true, description: 'Samverkansparter.' })
  partners?: string[];

  @TextListField({ max: wordListMax, itemMax: wordMax, optional: true, description: 'Slag av resurser.' })
  resourceTypes?: string[];
}

export class DecisionPointDto {
  @IntegerField({ min: 1, max: 100, optional: true, description: 'Platsen i listan, om den anges.' })
  number?: number;

  @ChoiceField({
    of: decisionPointTypes,
    optional: true,
    nullable: true,
    description: 'Krävs när förslaget lämnas in.',
  })
  type?: DecisionPointType | null;

  @TextField({ max: 5_000, multiline: true })
  text: string;
}

export class PlannedStepDto {
  @IdField()
  bodyId: string;

  @DayField()
  day: string;
}

export class RecipientDto {
  @IdField({ optional: true, description: 'En myndighet i registret …' })
  authorityId?: string;

  @TextField({ max: 300, optional: true, description: '… eller någon annan, med namn.' })
  name?: string;
}

/** Each field may be left out and is then left as it is; a list that is sent replaces the whole list. */
export class ChangeProposalDto {
  @TextField({ max: 300, optional: true })
  title?: string;

  @DayField({ optional: true, nullable: true, description: 'Dokumentets datum.' })
  documentDay?: string | null;

  @ListField(() => SectionDto, { max: 50, optional: true })
  sections?: SectionDto[];

  @ListField(() => MeasureDto, { max: 500, optional: true })
  measures?: MeasureDto[];

  @ListField(() => DecisionPointDto, { max: 100, optional: true, description: 'Förslag till beslut.' })
  decisionPoints?: DecisionPointDto[];

  @ListField(() => PlannedStepDto, { max: 20, optional: true, description: 'Beslutsplanering.' })
  decisionPlan?: PlannedStepDto[];

  @ListField(() => RecipientDto, { max: 100, optional: true, description: 'Beslutet skickas till.' })
  dispatchList?: RecipientDto[];

  @TextListField({ max: 50, itemMax: 500, optional: true, description: 'Mål och uppdrag som förslaget hänvisar till.' })
  goalReferences?: string[];
}

export class CreateProposalDto extends ChangeProposalDto {
  @IdField({ optional: true, nullable: true, description: 'Begäran om underlag som förslaget besvarar.' })
  callId?: string | null;

  @IdField({ description: 'Nämndens myndighet.' })
  authorityId: string;

  @TextField({ max: 300, example: 'Sociala insatser och lokal utveckling' })
  override title: string;
}

export class ReasonDto {
  @TextField({ max: 5_000, multiline: true })
  reason: string;
}

export class ProposalQueryDto extends PageQueryDto {
  @IdField({ optional: true })
  callId?: string;

  @IdField({ optional: true })
  authorityId?: string;

  @ChoiceField({ of: proposalStatuses, optional: true })
  status?: ProposalStatus;

  @TextField({ max: 200, optional: true, description: 'Ord i ärendemeningen eller del av diarienumret.' })
  q?: string;

  @ChoiceField({ of: proposalSorts, optional: true, description: 'Minus är fallande.' })
  sort?: ProposalSort;
}

const versionNumber = { max: 6, pattern: /^[1-9][0-9]{0,5}$/ };

export class DiffQueryDto {
  @TextField({ ...versionNumber, description: 'Den äldre versionens nummer.', example: '1' })
  from: string;

  @TextField({ ...versionNumber, description: 'Den nyare versionens nummer.', example: '2' })
  to: string;
}

/** The DTO has checked the form; this gives the amounts and days their types. */
export function contentInput(dto: ChangeProposalDto): ContentInput {
  const { title, documentDay, sections, measures, decisionPoints, decisionPlan, dispatchList, goalReferences } = dto;
  return {
    title,
    documentDay: documentDay as Day | null | undefined,
    sections,
    measures: measures?.map(({ requestedAmount, ...measure }) => ({
      ...measure,
      requestedAmount: moneyFrom(requestedAmount),
    })),
    decisionPoints,
    decisionPlan: decisionPlan?.map(({ bodyId, day }) => ({ bodyId, day: day as Day })),
    dispatchList,
    goalReferences,
  };
}
