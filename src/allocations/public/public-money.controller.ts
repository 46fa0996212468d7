/** Who gets what, for anybody: as open data in JSON and CSV, and as a page without script. */
import { Controller, Get, Header, Query } from '@nestjs/common';
import {
  ApiExcludeEndpoint,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiProperty,
  ApiTags,
  OmitType,
} from '@nestjs/swagger';
import { Open } from '../../platform/http/act.decorator.js';
import { AmountDto, TextField } from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { PublicPages } from '../../platform/pages/public-pages.service.js';
import { allocationsCsv } from './open-data.rules.js';
import { moneyPage, moneyPath } from './public-money.page.js';
import { type MoneyFilter, PublicMoneyQueries } from './public-money.queries.js';

const year = /^(?:|(?:19|20|21)[0-9]{2})$/;

class MoneyFilterDto extends PageQueryDto {
  @TextField({ max: 60, optional: true, description: 'Källans kod.' })
  sourceCode?: string;

  @TextField({ max: 4, optional: true, pattern: year, description: 'Året pengarna gäller.' })
  year?: string;

  @TextField({ max: 60, optional: true, description: 'Koden för den nämnd som får pengarna.' })
  authorityCode?: string;
}

class MoneyFileQueryDto extends OmitType(MoneyFilterDto, ['limit', 'page'] as const) {}

/** The form on the page sends what is not chosen as empty text. */
class MoneyPageQueryDto extends PageQueryDto {
  @TextField({ max: 60, optional: true, allowEmpty: true })
  kalla?: string;

  @TextField({ max: 4, optional: true, allowEmpty: true, pattern: year })
  ar?: string;

  @TextField({ max: 60, optional: true, allowEmpty: true })
  namnd?: string;
}

class PublicAllocationDto {
  @ApiProperty({ format: 'uuid' })
  rowId: string;

  @ApiProperty({ format: 'uuid' })
  decisionId: string;

  @ApiProperty({ format: 'date' })
  decisionDay: string;

  @ApiProperty({ example: 'Kommunstyrelsen' })
  bodyName: string;

  @ApiProperty({ type: 'integer', description: 'Paragrafen i protokollet.' })
  minuteItem: number;

  @ApiProperty({ example: 'KS-2023-7' })
  registrationNumber: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty()
  sourceName: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ example: 'ASN' })
  authorityCode: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty()
  measureTitle: string;

  @ApiProperty({ type: AmountDto, description: 'Under noll när ett senare beslut minskade eller återförde.' })
  amount: AmountDto;
}

class PublicAllocationPageDto extends PageDto {
  @ApiProperty({ type: PublicAllocationDto, isArray: true })
  items: PublicAllocationDto[];

  @ApiProperty({ type: AmountDto, description: 'Alla rader i urvalet, även på andra sidor.' })
  sum: AmountDto;
}

@ApiTags('public')
@Controller()
export class PublicMoneyController {
  constructor(
    private readonly queries: PublicMoneyQueries,
    private readonly pages: PublicPages,
  ) {
    pages.add({ path: moneyPath, label: 'Pengar', order: 4 });
  }

  @Get('api/v1/public/allocations')
  @Open('decisions in adjusted minutes are official')
  @ApiOperation({ summary: 'Vem som får vad ur vilken källa, enligt justerade protokoll' })
  @ApiOkResponse({ type: PublicAllocationPageDto })
  allocations(@Query() query: MoneyFilterDto) {
    return this.queries.allocations(filterOf(query.sourceCode, query.year, query.authorityCode), query);
  }

  @Get('api/v1/public/allocations.csv')
  @Open('decisions in adjusted minutes are official')
  @ApiOperation({ summary: 'Samma rader som CSV, med semikolon och UTF-8' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'Filen.' })
  @Header('content-type', 'text/csv; charset=utf-8; header=present')
  @Header('content-disposition', 'attachment; filename="fordelade-pengar.csv"')
  async file(@Query() query: MoneyFileQueryDto): Promise<string> {
    return allocationsCsv(await this.queries.all(filterOf(query.sourceCode, query.year, query.authorityCode)));
  }

  @Get('pengar')
  @Open('decisions in adjusted minutes are official')
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/html; charset=utf-8')
  async page(@Query() query: MoneyPageQueryDto): Promise<string> {
    const filter = filterOf(query.kalla, query.ar, query.namnd);
    const [found, choices] = await Promise.all([this.queries.allocations(filter, query), this.queries.choices()]);
    return this.pages.page(moneyPage({ filter, choices, found }));
  }
}

function filterOf(sourceCode?: string, year?: string, authorityCode?: string): MoneyFilter {
  return {
    sourceCode: sourceCode || undefined,
    year: year === undefined || year === '' ? undefined : Number(year),
    authorityCode: authorityCode || undefined,
  };
}
