/** The running state and the invariants, for those who keep the product running. */
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Act } from '../http/act.decorator.js';
import { CheckResultsDto, OperationsDto } from './operations.dto.js';
import { OperationsQueries } from './operations.queries.js';

@ApiTags('operations')
@Controller('api/v1')
export class OperationsController {
  constructor(private readonly operations: OperationsQueries) {}

  @Get('operations')
  @Act('operations.read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Driftläget: jobb, databas, disk och versioner' })
  @ApiOkResponse({ type: OperationsDto })
  state() {
    return this.operations.state();
  }

  @Get('checks')
  @Act('checks.run')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Kontrollerar allt som alltid ska gälla i registren; läser allt och ändrar inget' })
  @ApiOkResponse({ type: CheckResultsDto })
  async checks(): Promise<CheckResultsDto> {
    const results = await this.operations.runChecks();
    return {
      items: results.map(({ name, meaning, violations }) => ({ name, meaning, violations: violations.length })),
    };
  }
}
