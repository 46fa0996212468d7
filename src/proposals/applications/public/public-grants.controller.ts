/** Grants to associations for anybody: as open data, and as a page without script. */
import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Open } from '../../../platform/http/act.decorator.js';
import { AmountDto, TextField } from '../../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../../platform/http/page.dto.js';
import { PublicPages } from '../../../platform/pages/public-pages.service.js';
import { grantsPage, grantsPath } from './public-grants.page.js';
import { type GrantFilter, PublicGrantsQueries } from './public-grants.queries.js';

const year = /^(?:|(?:19|20|21)[0-9]{2})$/;

class GrantFilterDto extends PageQueryDto {
  @TextField({ max: 200, optional: true, description: 'Del av namn eller ändamål, eller organisationsnumret.' })
  q?: string;

  @TextField({ max: 4, optional: true, pattern: year, description: 'Året bidraget gäller.' })
  year?: string;

  @TextField({ max: 60, optional: true, description: 'Koden för den nämnd som har beslutat.' })
  authorityCode?: string;
}

/** The form on the page sends what is not chosen as empty text. */
class GrantPageQueryDto extends PageQueryDto {
  @TextField({ max: 200, optional: true, allowEmpty: true })
  q?: string;

  @TextField({ max: 4, optional: true, allowEmpty: true, pattern: year })
  ar?: string;

  @TextField({ max: 60, optional: true, allowEmpty: true })
  namnd?: string;
}

class PublicGrantDto {
  @ApiProperty({ format: 'uuid' })
  applicationId: string;

  @ApiProperty({ example: 'Idrottsföreningen Exempel' })
  associationName: string;

  @ApiProperty({ example: '802999-0002' })
  organisationNumber: string;

  @ApiProperty({ description: 'Vad bidraget är till, enligt det beslutade förslaget.' })
  purpose: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty({ example: 'FRN' })
  authorityCode: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ format: 'date' })
  decidedDay: string;

  @ApiProperty({ example: 'FRN-2023-14' })
  registrationNumber: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null för ett delegationsbeslut.' })
  decisionId: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Paragrafen i protokollet.' })
  minuteItem: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Delegationsbeslutets nummer.', example: '2023:4' })
  delegatedNumber: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Delegationsbeslutets anslag.' })
  announcementId: string | null;
}

class PublicGrantPageDto extends PageDto {
  @ApiProperty({ type: PublicGrantDto, isArray: true })
  items: PublicGrantDto[];

  @ApiProperty({ type: AmountDto, description: 'Alla bidrag i urvalet, även på andra sidor.' })
  sum: AmountDto;
}

class OpenAssociationCallDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  description: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty()
  registrationNumber: string;

  @ApiProperty({ type: 'integer', isArray: true })
  years: number[];

  @ApiProperty({ format: 'date' })
  replyByDay: string;

  @ApiProperty({ example: '12:00' })
  replyByTime: string;
}

class OpenAssociationCallPageDto extends PageDto {
  @ApiProperty({ type: OpenAssociationCallDto, isArray: true })
  items: OpenAssociationCallDto[];
}

/** More calls than a municipality has open at once. */
const callsShownMax = 100;

@ApiTags('public')
@Controller()
export class PublicGrantsController {
  constructor(
    private readonly queries: PublicGrantsQueries,
    private readonly pages: PublicPages,
  ) {
    pages.add({ path: grantsPath, label: 'Föreningsbidrag', order: 5 });
  }

  @Get('api/v1/public/association-calls')
  @Open('a call that is issued is told to everybody')
  @ApiOperation({ summary: 'Föreningsbidrag som går att söka nu' })
  @ApiOkResponse({ type: OpenAssociationCallPageDto })
  calls(@Query() query: PageQueryDto) {
    return this.queries.openCalls(query);
  }

  @Get('api/v1/public/association-grants')
  @Open('decisions in adjusted minutes, and those by delegation that are announced or reported, are official')
  @ApiOperation({ summary: 'Vilka föreningar som har beviljats bidrag, till vad och genom vilket beslut' })
  @ApiOkResponse({ type: PublicGrantPageDto })
  grants(@Query() query: GrantFilterDto) {
    return this.queries.grants(filterOf(query.q, query.year, query.authorityCode), query);
  }

  @Get('foreningsbidrag')
  @Open('decisions in adjusted minutes, and those by delegation that are announced or reported, are official')
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/html; charset=utf-8')
  async page(@Query() query: GrantPageQueryDto): Promise<string> {
    const filter = filterOf(query.q, query.ar, query.namnd);
    const [calls, found, choices] = await Promise.all([
      this.queries.openCalls({ page: 1, limit: callsShownMax }),
      this.queries.grants(filter, query),
      this.queries.choices(),
    ]);
    return this.pages.page(grantsPage({ calls: calls.items, filter, choices, found }));
  }
}

function filterOf(q?: string, year?: string, authorityCode?: string): GrantFilter {
  return {
    q: q?.trim() || undefined,
    year: year === undefined || year === '' ? undefined : Number(year),
    authorityCode: authorityCode || undefined,
  };
}
