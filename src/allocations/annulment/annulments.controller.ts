/** Putting right what an annulled decision gave, over HTTP. */
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { TextField } from '../../platform/http/fields.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import { AllocationStateDto } from '../allocations.dto.js';
import { Annulments } from './annulments.service.js';

export class UndoDto {
  @TextField({
    max: 1_000,
    multiline: true,
    description: 'Domen som upphävde beslutet, med nummer och dag.',
    example: 'Förvaltningsrätten 2023-10-12, mål 1234-23',
  })
  reason: string;
}

@ApiTags('allocations')
@Controller('api/v1/allocations')
export class AnnulmentsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly annulments: Annulments,
  ) {}

  @Post(':id/undoing')
  @HttpCode(200)
  @Act('ledger.correct')
  @ApiOperation({ summary: 'En domstol har upphävt beslutet: varje bokföring återförs och löften faller' })
  @ApiOkResponse({ type: AllocationStateDto })
  undo(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() { reason }: UndoDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.annulments.undo(tx, ctx.actor, id, expected, reason)),
    );
  }
}
