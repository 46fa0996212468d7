import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { Act } from '../platform/http/act.decorator.js';
import { Answer, created, nothing } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { Ctx, CurrentActor, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { CreatedTokenDto, NewTokenDto, TokenPageDto } from './token.dto.js';
import { Tokens } from './tokens.service.js';

@ApiTags('access-tokens')
@Controller('api/v1/access-tokens')
export class TokenController {
  constructor(
    private readonly tokens: Tokens,
    private readonly commands: CommandRunner,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @Act('token.manage')
  @ApiOperation({ summary: 'Listar dina åtkomstnycklar.' })
  @ApiOkResponse({ type: TokenPageDto })
  list(@Query() page: PageQueryDto, @CurrentActor() actor: Actor): Promise<TokenPageDto> {
    return this.tokens.list(this.dataSource, actor, page);
  }

  @Post()
  @Act('token.manage')
  @ApiOperation({ summary: 'Gör en åtkomstnyckel och visar dess hemlighet en enda gång.' })
  @ApiCreatedResponse({ type: CreatedTokenDto })
  async create(@Body() body: NewTokenDto, @Ctx() ctx: RequestContext): Promise<Answer> {
    let secret = '';
    const answer = await this.commands.run(ctx, async (tx) => {
      const issued = await this.tokens.create(tx, ctx.actor, body);
      secret = issued.secret;
      return created(`/api/v1/access-tokens/${issued.view.id}`, { ...issued.view, secret: null });
    });
    if (answer.replayed) return answer;
    // The answer is kept for replays, and what is kept must let nobody in: the secret is added on the way out.
    const shown = { ...(JSON.parse(answer.body) as CreatedTokenDto), secret };
    return new Answer(answer.status, JSON.stringify(shown), answer.headers);
  }

  @Delete(':id')
  @Act('token.manage')
  @ApiOperation({ summary: 'Spärrar en åtkomstnyckel. Att spärra den igen ändrar ingenting.' })
  @ApiNoContentResponse()
  revoke(@Param('id', IdPipe) id: string, @Ctx() ctx: RequestContext): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      await this.tokens.revoke(tx, ctx.actor, id);
      return nothing();
    });
  }
}
