/** Where an association's link leads. The page's own script hands in the secret, which stands after `#`. */
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../../platform/http/act.decorator.js';
import { linkPageStyle } from '../../platform/pages/link-page.js';
import { applicationPage, applicationScript } from './application-page.js';

@ApiExcludeController()
@Controller('bidragsansokan')
export class ApplicationPageController {
  @Get()
  @Open('an association without an account comes here by its link')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return applicationPage;
  }

  @Get('script.js')
  @Open('the page needs its script')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return applicationScript;
  }

  @Get('stil.css')
  @Open('the page needs its style')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return linkPageStyle;
  }
}
