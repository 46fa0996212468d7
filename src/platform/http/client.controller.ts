/**
 * Serves the client under /app. Every address there that is no file is a screen's, and screens are told apart in the
 * browser; addresses elsewhere, /api above all, keep their own 404.
 */
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, notFound } from '../../kernel/errors.js';
import { Open } from './act.decorator.js';
import { type ClientFile, ClientFiles } from './client-files.js';

@ApiExcludeController()
@Controller('app')
export class ClientController {
  constructor(private readonly files: ClientFiles) {}

  @Get()
  @Open('the client holds no data; what it may show it asks the API for')
  start(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    return this.screen(request, reply);
  }

  @Get('*')
  @Open('the client holds no data; what it may show it asks the API for')
  any(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const path = request.url.split('?', 1)[0]?.slice('/app/'.length) ?? '';
    const file = path === 'index.html' ? undefined : this.files.file(path);
    if (file !== undefined) return this.send(file, request, reply);
    // A stale tab may ask for a file of an earlier build: the page itself would be a wrong answer to that.
    if (path.startsWith('assets/')) throw notFound('Filen');
    return this.screen(request, reply);
  }

  private screen(request: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
    const page = this.files.file('index.html');
    if (page === undefined) throw new DomainError('unavailable', 'Klienten är inte byggd. Kör npm run build.');
    return this.send(page, request, reply);
  }

  private send(file: ClientFile, request: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
    const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    void reply
      .header('content-type', file.type)
      .header('cache-control', file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('vary', 'accept-encoding');
    if (file.gzip === undefined || !takesGzip) return file.bytes();
    void reply.header('content-encoding', 'gzip');
    return file.gzip();
  }
}
