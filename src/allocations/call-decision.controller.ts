/** The end of a call over HTTP. */
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { callStatuses } from '../calls/call.rules.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { CallDecision } from './call-decision.service.js';

class DecidedCallDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ enum: callStatuses })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

@ApiTags('calls')
@Controller('api/v1/calls')
export class CallDecisionController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly decision: CallDecision,
  ) {}

  @Post(':id/decision')
  @HttpCode(200)
  @Act('call.manage')
  @ApiOperation({ summary: 'Begäran är beslutad: nämnderna har svarat och kommunstyrelsen har fördelat pengarna' })
  @ApiOkResponse({ type: DecidedCallDto })
  decide(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.decision.decide(tx, ctx.actor, id, expected)));
  }
}
