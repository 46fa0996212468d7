/**
 * Where a consultee's link leads. The secret stands after `#`, so that it is in no server's log and a mail scanner that opens
 * the link learns nothing; the page's own script hands it in.
 */
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../platform/http/act.decorator.js';
import { linkPageStyle } from '../platform/pages/link-page.js';
import { replyPage, replyScript } from './reply-page.js';

@ApiExcludeController()
@Controller('remissvar')
export class ReplyPageController {
  @Get()
  @Open('a consultee without an account comes here by its link')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return replyPage;
  }

  @Get('script.js')
  @Open('the page needs its script')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return replyScript;
  }

  @Get('stil.css')
  @Open('the page needs its style')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return linkPageStyle;
  }
}
