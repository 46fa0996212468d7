/** Requests about period reports. */
import type { Day } from '../../kernel/day.js';
import {
  ChoiceField,
  DayField,
  IdField,
  IdListField,
  ListField,
  TextField,
  TextListField,
} from '../../platform/http/fields.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { type DocumentFormat, documentFormats } from '../../platform/rendering/document-model.js';
import { RichBlockDto, YearField, YearQueryField } from '../goal.fields.js';
import { type Period, periods } from '../period.rules.js';
import { reasonsMax, type ReportStatus, reportStatuses } from './report.rules.js';
import {
  type Attainment,
  attainments,
  type ShortfallReason,
  shortfallReasons,
  type SuccessFactor,
  successFactors,
} from './status.rules.js';

export class NewPeriodReportDto {
  @IdField({ description: 'Myndigheten vars mål rapporteras.' })
  authorityId: string;

  @YearField()
  year: number;

  @ChoiceField({ of: periods })
  period: Period;

  @TextField({ max: 300, optional: true })
  title?: string;

  @DayField({ optional: true, description: 'När varje mål ska vara klarmarkerat; annars lagens dag (R-58).' })
  dueDay?: Day;
}

export class ChangePeriodReportDto {
  @TextField({ max: 300, optional: true })
  title?: string;

  @ListField(() => RichBlockDto, { max: 500, optional: true, description: 'Sammanfattningen.' })
  summary?: RichBlockDto[];

  @DayField({ optional: true })
  dueDay?: Day;
}

export class ReportStepDto {
  @ChoiceField({ of: ['withdraw', 'revise'], description: 'Återta, eller arbeta om efter en återremiss.' })
  act: 'withdraw' | 'revise';
}

/** Each field may be left out and is then left as it is. */
export class WriteReportEntryDto {
  @ChoiceField({ of: attainments, optional: true })
  status?: Attainment;

  @TextField({
    max: reasonsMax,
    multiline: true,
    allowEmpty: true,
    optional: true,
    nullable: true,
    description: 'Skälen. Krävs när status saknas, och för ett mål som har andra mål under sig.',
  })
  reasons?: string | null;

  @ListField(() => RichBlockDto, { max: 500, optional: true })
  comment?: RichBlockDto[];

  @TextListField({
    of: successFactors,
    max: successFactors.length,
    itemMax: 30,
    optional: true,
    description: 'Framgångsfaktorer.',
  })
  successFactors?: SuccessFactor[];

  @TextListField({
    of: shortfallReasons,
    max: shortfallReasons.length,
    itemMax: 30,
    optional: true,
    description: 'Orsaker till bristande måluppfyllelse.',
  })
  shortfallReasons?: ShortfallReason[];
}

export class ReviewEntriesDto {
  @IdListField({ min: 1, max: 500, description: 'Målen som granskas; alla eller inget.' })
  goalIds: string[];
}

export class PeriodReportQueryDto extends PageQueryDto {
  @YearQueryField()
  year?: number;

  @ChoiceField({ of: periods, optional: true })
  period?: Period;

  @IdField({ optional: true })
  authorityId?: string;

  @ChoiceField({ of: reportStatuses, optional: true })
  status?: ReportStatus;
}

export class PeriodReportDocumentQueryDto {
  @ChoiceField({ of: documentFormats, optional: true, description: 'pdf om inget sägs.' })
  format: DocumentFormat = 'pdf';
}
