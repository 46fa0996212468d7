import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, created, nothing } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { TextField } from '../platform/http/fields.js';
import { Ctx, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { SecrecyMarkings } from './secrecy.service.js';

export class SecrecyMarkingDto {
  @TextField({ max: 200, description: 'Tillämplig bestämmelse (OSL 5 kap. 5 §).', example: '26 kap. 1 § OSL' })
  provision: string;
}

export class LiftMarkingDto {
  @TextField({ max: 1_000, multiline: true, description: 'Varför markeringen hävs.' })
  ground: string;
}

export class CreatedMarkingDto {
  @ApiProperty({ format: 'uuid' })
  id: string;
}

@ApiTags('registry')
@Controller('api/v1/documents')
export class SecrecyController {
  constructor(
    private readonly markings: SecrecyMarkings,
    private readonly commands: CommandRunner,
  ) {}

  @Post(':id/secrecy-marking')
  @Act('secrecy.mark')
  @ApiOperation({ summary: 'Sekretessmarkerar en handling: en varning med bestämmelse, dag och myndighet.' })
  @ApiCreatedResponse({ type: CreatedMarkingDto })
  mark(
    @Param('id', IdPipe) documentId: string,
    @Body() body: SecrecyMarkingDto,
    @Ctx() ctx: RequestContext,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const { id, matterId } = await this.markings.mark(tx, ctx.actor, documentId, body.provision);
      return created(`/api/v1/matters/${matterId}`, { id });
    });
  }

  @Post(':id/secrecy-marking/lifting')
  @Act('secrecy.mark')
  @ApiOperation({ summary: 'Häver handlingens sekretessmarkering, med skäl.' })
  @ApiNoContentResponse()
  lift(
    @Param('id', IdPipe) documentId: string,
    @Body() body: LiftMarkingDto,
    @Ctx() ctx: RequestContext,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      await this.markings.lift(tx, ctx.actor, documentId, body.ground);
      return nothing();
    });
  }
}
