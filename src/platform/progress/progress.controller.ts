/** A person's own long work, followed while it goes on. Once begun, a stream asks nothing of the database. */
import { Controller, Get, Param, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { finished } from 'node:stream';
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import { Act } from '../http/act.decorator.js';
import { CurrentActor, IdPipe } from '../http/request-context.js';
import { ProgressHub } from './progress-hub.js';
import { ProgressStream } from './progress-stream.js';

const type = 'text/event-stream';

@ApiTags('progress')
@Controller('api/v1/progress')
export class ProgressController {
  constructor(private readonly hub: ProgressHub) {}

  @Get(':id')
  @Act('session.read')
  @ApiOperation({ summary: 'Följ ett eget arbete som har fått X-Progress, medan svaret på det dröjer' })
  @ApiProduces(type)
  @ApiOkResponse({
    description:
      'Händelserna progress ({"stage","done","total"}), sedan done eller failed. 404: inget eget arbete med det namnet i den process som svarar.',
    schema: { type: 'string' },
  })
  async follow(
    @CurrentActor() { personId }: Actor,
    @Param('id', IdPipe) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    if (personId === null) throw notFound('Arbetet');
    const giveBack = this.hub.takePlace(personId);
    // However it ends: answered, refused, or left by the one who asked.
    finished(reply.raw, giveBack);
    const work = await this.hub.find(personId, id);
    if (work === undefined) throw notFound('Arbetet');
    void reply.headers({
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store, no-transform',
      // A proxy that gathers an answer before it sends it would show a bar that stands still.
      'x-accel-buffering': 'no',
    });
    if (request.method === 'HEAD') return undefined;
    const stream = new ProgressStream(work);
    stream.once(
      'close',
      this.hub.whenClosing(() => stream.leave()),
    );
    return new StreamableFile(stream);
  }
}
