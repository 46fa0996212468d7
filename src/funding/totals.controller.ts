/** Totals and the ledger over HTTP. */
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Act } from '../platform/http/act.decorator.js';
import { momentOf } from '../platform/http/moment.dto.js';
import { LedgerQueries } from './ledger.queries.js';
import { LedgerPageDto, LedgerQueryDto, TotalsDto, TotalsQueryDto } from './totals.dto.js';
import { Totals } from './totals.queries.js';

@ApiTags('funding')
@Controller('api/v1')
export class TotalsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly totals: Totals,
    private readonly ledger: LedgerQueries,
  ) {}

  @Get('totals')
  @Act('totals.read')
  @ApiOperation({
    summary:
      'Begärt, tillstyrkt, godkänt, fördelat och återstående per källa och år: nu, en viss dag eller som det var känt då',
  })
  @ApiOkResponse({ type: TotalsDto })
  ofAll(@Query() query: TotalsQueryDto) {
    return this.totals.of(this.dataSource, { callId: query.callId, ...momentOf(query) });
  }

  @Get('ledger')
  @Act('ledger.read')
  @ApiOperation({ summary: 'Huvudboken, post för post i den ordning den skrevs' })
  @ApiOkResponse({ type: LedgerPageDto })
  entries(@Query() query: LedgerQueryDto) {
    return this.ledger.entries(query, { ...query, year: query.year === undefined ? undefined : Number(query.year) });
  }
}
