/** The page an association applies on. */
import { linkPageScript } from '../../platform/pages/link-page.js';

export const applicationPage = `<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>Ansök om föreningsbidrag – Anslag</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/bidragsansokan/stil.css"></head>
<body><main>
<h1>Ansök om föreningsbidrag</h1>
<p id="status" role="status">Hämtar utlysningen …</p>
<section id="asked" hidden>
<h2 id="title"></h2>
<dl id="facts"></dl>
<p id="description"></p>
</section>
<form id="apply" hidden>
<h2>Er ansökan</h2>
<p><label for="name">Vad bidraget gäller</label><input id="name" maxlength="300" required></p>
<p><label for="purpose">Vad pengarna ska användas till</label><textarea id="purpose" rows="12" required></textarea></p>
<p><label for="amount">Sökt belopp i kronor</label><input id="amount" inputmode="decimal" required></p>
<p><label for="year">År</label><select id="year" required></select></p>
<p><label for="members">Antal medlemmar</label><input id="members" inputmode="numeric"></p>
<p><label for="signatory">Vem som undertecknar för föreningen</label><input id="signatory" maxlength="300"></p>
<p><button type="submit">Lämna ansökan</button></p>
<p id="problem" role="alert"></p>
</form>
<form id="withdraw" hidden>
<h2>Återta ansökan</h2>
<p><label for="reason">Varför ni återtar den</label><textarea id="reason" rows="3" required></textarea></p>
<p><button type="submit">Återta ansökan</button></p>
<p id="withdraw-problem" role="alert"></p>
</form>
</main><script src="/bidragsansokan/script.js"></script></body>
</html>`;

export const applicationScript = linkPageScript(
  '/api/v1/application-links/',
  'Länken gäller inte. Den kan ha gått ut eller spärrats; be kommunen om en ny.',
  `
const kronor = (money) => money.amount.replace('.', ',') + ' kr';

function show(asked) {
  at('title').textContent = asked.title;
  at('description').textContent = asked.description;
  at('facts').replaceChildren();
  for (const [label, value] of [
    ['Förening', asked.associationName],
    ['Ansök senast', asked.replyByDay + ' kl. ' + asked.replyByTime.replace(':', '.')],
    ...(asked.registrationNumber === null ? [] : [['Diarienummer', asked.registrationNumber], ['Sökt belopp', kronor(asked.applied)]]),
  ]) at('facts').append(made('dt', label), made('dd', value));
  at('asked').hidden = false;
  at('apply').hidden = asked.status !== 'invited' || !asked.takesApplications;
  at('withdraw').hidden = asked.status !== 'received';
  const late = asked.isLate ? ' Den kom in efter ansökningstiden.' : '';
  at('status').textContent = {
    invited: asked.takesApplications ? '' : 'Utlysningen tar inte emot ansökningar längre.',
    received: 'Er ansökan är registrerad.' + late,
    inReview: 'Er ansökan bereds.' + late,
    withdrawn: 'Ansökan är återtagen.',
  }[asked.status];
}

async function read() {
  const answer = secret === '' ? { ok: false } : await ask('reading', {});
  if (!answer.ok) return void (at('status').textContent = gone);
  const asked = await answer.json();
  for (const year of asked.years) at('year').append(made('option', String(year)));
  show(asked);
}

// 20 000,50 and 20000.5 mean the same to a person; the server gets one form, and says so when it is none.
function amountFrom(text) {
  const [whole, part = ''] = text.replace(/\\s|kr/gi, '').split(/[.,]/);
  return whole + '.' + part.padEnd(2, '0');
}

async function send(form, path, body, problem) {
  at(problem).textContent = '';
  const answer = await ask(path, body);
  if (answer.ok) {
    at(form).hidden = true;
    at('year').replaceChildren();
    await read();
    return at('status').scrollIntoView();
  }
  const said = await answer.json();
  at(problem).textContent = answer.status === 404 ? gone : said.detail;
}

at('apply').addEventListener('submit', (event) => {
  event.preventDefault();
  const members = orNothing('members');
  void send('apply', 'application', {
    title: at('name').value, purpose: at('purpose').value, year: Number(at('year').value),
    appliedAmount: { amount: amountFrom(at('amount').value), currency: 'SEK' },
    memberCount: members === undefined ? undefined : Number(members), signatory: orNothing('signatory'),
  }, 'problem');
});
at('withdraw').addEventListener('submit', (event) => {
  event.preventDefault();
  void send('withdraw', 'withdrawal', { reason: at('reason').value }, 'withdraw-problem');
});

void read();
`,
);
