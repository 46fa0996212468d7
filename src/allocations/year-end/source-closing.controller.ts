/** Settling and archiving a funding source over HTTP. */
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { sourceStatuses } from '../../funding/source.rules.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import { SourceClosing } from './source-closing.service.js';

class ClosedSourceDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: sourceStatuses })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

@ApiTags('funding')
@Controller('api/v1/funding-sources')
export class SourceClosingController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly closing: SourceClosing,
  ) {}

  @Post(':id/settle')
  @HttpCode(200)
  @Act('source.manage')
  @ApiOperation({ summary: 'Slutredovisa källan: alla år är avräknade, återrapporter godkända och återbetalt bokfört' })
  @ApiOkResponse({ type: ClosedSourceDto })
  settle(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.closing.settle(tx, ctx.actor, id, expected)));
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Act('source.manage')
  @ApiOperation({ summary: 'Arkivera en slutredovisad källa' })
  @ApiOkResponse({ type: ClosedSourceDto })
  archive(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.closing.archive(tx, ctx.actor, id, expected)));
  }
}
