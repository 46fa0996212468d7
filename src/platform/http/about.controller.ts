/** What this API is, what its problems mean, and a page to read its description on. */
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { notFound, problemTypes, type ProblemType } from '../../kernel/errors.js';
import { projectRoot } from '../project-root.js';
import { Open } from './act.decorator.js';

const require = createRequire(import.meta.url);

/** The documentation page's own files; nothing else of the package is served. */
const assets: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
]);

const page = `<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>Anslag – API</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><main id="api"></main><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>`;

const startScript = `window.addEventListener('load', () => SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null }));`;

@ApiTags('about')
@Controller()
export class AboutController {
  @Get('api/v1/api-info')
  @Open('states what the API is')
  @ApiOperation({ summary: 'Om API:et (VER.06)' })
  apiInfo() {
    return {
      apiName: 'Anslag',
      apiVersion: '1.0.0',
      apiStatus: 'active',
      apiReleased: '2026-11-22',
      apiDocumentation: '/docs',
    };
  }

  @Get('problems/:type')
  @Open('explains a problem type')
  @ApiOperation({ summary: 'Vad en problemtyp betyder' })
  problem(@Param('type') type: string) {
    if (!Object.hasOwn(problemTypes, type)) throw notFound('Problemtypen');
    return { type: `/problems/${type}`, ...problemTypes[type as ProblemType] };
  }

  @Get('openapi.json')
  @Open('the description is public')
  @ApiExcludeEndpoint()
  @Header('content-type', 'application/json; charset=utf-8')
  openApi(): Promise<Buffer> {
    return readFile(join(projectRoot(), 'docs', 'generated', 'openapi.json'));
  }

  @Get('docs')
  @Open('the description is public')
  @ApiExcludeEndpoint()
  @Header('content-type', 'text/html; charset=utf-8')
  docs(): string {
    return page;
  }

  @Get('docs/:file')
  @Open('the documentation page needs its script and style')
  @ApiExcludeEndpoint()
  async asset(@Param('file') file: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer | string> {
    const type = file === 'start.js' ? 'text/javascript; charset=utf-8' : assets.get(file);
    if (type === undefined) throw notFound('Filen');
    void reply.header('content-type', type);
    return file === 'start.js'
      ? startScript
      : readFile(join(dirname(require.resolve('swagger-ui-dist/package.json')), file));
  }
}
