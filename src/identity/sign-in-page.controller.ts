/**
 * Where a one-time sign-in link leads. The secret stands after `#`, so that it is in no server log; the page's own
 * script hands it in when the person presses the button, because a mail scanner that opens links must not use it up.
 */
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../platform/http/act.decorator.js';

const page = `<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>Logga in – Anslag</title><meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Logga in i Anslag</h1><p>Länken gäller en gång och i en timme.</p>
<p><button id="sign-in" type="button">Logga in</button></p><p id="answer" role="status"></p></main>
<script src="/sign-in/script.js"></script></body>
</html>`;

const script = `const button = document.getElementById('sign-in');
const answer = document.getElementById('answer');
button.addEventListener('click', async () => {
  const secret = location.hash.slice(1);
  button.disabled = true;
  const reply = await fetch('/api/v1/session/link', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret }),
  });
  history.replaceState(null, '', location.pathname);
  if (reply.ok) {
    location.assign('/app/');
  } else {
    answer.textContent = 'Länken gäller inte längre. Be om en ny.';
  }
});
`;

@ApiExcludeController()
@Controller('sign-in')
export class SignInPageController {
  @Get()
  @Open('people without a session come here to get one')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return page;
  }

  @Get('script.js')
  @Open('the page needs its script')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return script;
  }
}
