/** Conditional rows of an allocation over HTTP: into force when their condition is met, or lapsed. */
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Day } from '../../kernel/day.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { AmountDto, DayField, TextField } from '../../platform/http/fields.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import { conditionStatuses } from './conditional.rules.js';
import { Conditionals } from './conditionals.service.js';

export class ConditionAnswerDto {
  @TextField({
    max: 1_000,
    multiline: true,
    description: 'Beslutet som uppfyller villkoret, eller varför det inte uppfylls.',
    example: 'Kommunfullmäktige 2023-11-22 § 210, budget 2024',
  })
  ground: string;

  @DayField({ optional: true, description: 'Dagen det gäller från; i dag om inget anges.' })
  day?: Day;
}

class AnsweredRowDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  rowKey: string;

  @ApiProperty({ enum: conditionStatuses })
  conditionStatus: string;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty({ type: 'integer' })
  version: number;
}

@ApiTags('allocations')
@Controller('api/v1/allocations/:id/conditional-rows/:rowKey')
export class ConditionalsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly conditionals: Conditionals,
  ) {}

  @Post('in-force')
  @HttpCode(200)
  @Act('allocation.write')
  @ApiOperation({ summary: 'Villkoret är uppfyllt: raden träder i kraft och tar av årets tak' })
  @ApiOkResponse({ type: AnsweredRowDto })
  putInForce(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('rowKey', IdPipe) rowKey: string,
    @Body() body: ConditionAnswerDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.conditionals.putInForce(tx, ctx.actor, id, rowKey, expected, body)),
    );
  }

  @Post('lapse')
  @HttpCode(200)
  @Act('allocation.write')
  @ApiOperation({ summary: 'Villkoret uppfylls inte: raden faller' })
  @ApiOkResponse({ type: AnsweredRowDto })
  lapse(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('rowKey', IdPipe) rowKey: string,
    @Body() body: ConditionAnswerDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.conditionals.lapse(tx, ctx.actor, id, rowKey, expected, body)),
    );
  }
}
