/** The page a consultee answers on. */
import { linkPageScript } from '../platform/pages/link-page.js';

export const replyPage = `<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>Svara på remiss – Anslag</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/remissvar/stil.css"></head>
<body><main>
<h1>Svara på remiss</h1>
<p id="status" role="status">Hämtar remissen …</p>
<section id="asked" hidden>
<h2 id="title"></h2>
<dl id="facts"></dl>
<h3>Vad yttrandet ska avse</h3><p id="purpose"></p>
<h3>Handlingar</h3><ul id="texts"></ul>
</section>
<form id="reply" hidden>
<h2>Ert svar</h2>
<p><label for="text">Svarets text</label><textarea id="text" rows="16" required></textarea></p>
<p><label for="level">Svaret är</label><select id="level" required>
<option value="adopted">antaget av styrelse eller nämnd</option>
<option value="official">på tjänstemannanivå</option>
<option value="notStated">inte angivet</option></select></p>
<p><label for="own-number">Ert diarienummer, om ni har ett</label><input id="own-number" maxlength="300"></p>
<p><label for="signatory">Vem som undertecknar</label><input id="signatory" maxlength="300"></p>
<div id="questions"></div>
<p><button type="submit">Lämna svaret</button></p>
<p id="problem" role="alert"></p>
</form>
</main><script src="/remissvar/script.js"></script></body>
</html>`;

export const replyScript = linkPageScript(
  '/api/v1/consultation-links/',
  'Länken gäller inte. Den kan ha gått ut eller spärrats; be den som frågar om en ny.',
  `
let questions = [];

function showAsked(asked) {
  at('title').textContent = asked.title;
  at('purpose').textContent = asked.purpose;
  const time = asked.replyByTime === null ? '' : ' kl. ' + asked.replyByTime.replace(':', '.');
  for (const [label, value] of [
    ['Från', asked.authorityName + ', dnr ' + asked.registrationNumber],
    ['Till', asked.consulteeName],
    ['Svaret ställs till', asked.addressee],
    ['Svar senast', asked.replyByDay + time],
  ]) at('facts').append(made('dt', label), made('dd', value));
  for (const text of asked.texts) {
    const item = made('li', text.part + ' ');
    const button = made('button', 'Hämta ' + text.fileName);
    button.type = 'button';
    button.className = 'text';
    button.addEventListener('click', () => save(text));
    item.append(button);
    at('texts').append(item);
  }
  at('asked').hidden = false;
}

async function save(text) {
  const answer = await ask('text', { documentVersionId: text.documentVersionId });
  if (!answer.ok) return void (at('status').textContent = 'Handlingen kunde inte hämtas.');
  const link = made('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = text.fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}

function showQuestions(list) {
  questions = list;
  list.forEach((question, index) => {
    const group = made('fieldset');
    group.append(made('legend', 'Fråga ' + (index + 1) + ': ' + question.text));
    const stanceLabel = made('label', 'Ståndpunkt');
    const stance = made('select');
    stance.id = 'stance-' + index;
    stanceLabel.htmlFor = stance.id;
    for (const [value, word] of [['', 'besvaras inte'], ['supports', 'tillstyrker'], ['rejects', 'avstyrker'], ['comments', 'har synpunkter'], ['noView', 'ingen uppfattning']]) {
      const option = made('option', word);
      option.value = value;
      stance.append(option);
    }
    const quoteLabel = made('label', 'Stället i svaret, ordagrant');
    const quote = made('textarea');
    quote.id = 'quote-' + index;
    quote.rows = 3;
    quoteLabel.htmlFor = quote.id;
    group.append(stanceLabel, stance, quoteLabel, quote);
    at('questions').append(group);
  });
}

at('reply').addEventListener('submit', async (event) => {
  event.preventDefault();
  at('problem').textContent = '';
  const positions = questions.flatMap((question, index) => {
    const stance = at('stance-' + index).value;
    return stance === '' ? [] : [{ questionKey: question.key, stance, quote: orNothing('quote-' + index) }];
  });
  const answer = await ask('reply', {
    text: at('text').value, level: at('level').value, ownNumber: orNothing('own-number'), signatory: orNothing('signatory'), positions,
  });
  const body = await answer.json();
  if (!answer.ok) return void (at('problem').textContent = answer.status === 404 ? gone : body.detail);
  at('reply').hidden = true;
  at('status').textContent = 'Tack. Svaret är registrerat som handling ' + body.documentNumber + (body.isLate ? ' och har kommit in efter svarstiden.' : ' och har kommit in i tid.');
  at('status').scrollIntoView();
});

(async () => {
  const answer = secret === '' ? { ok: false } : await ask('reading', {});
  if (!answer.ok) return void (at('status').textContent = gone);
  const asked = await answer.json();
  showAsked(asked);
  if (asked.repliedAt !== null) return void (at('status').textContent = 'Ni har redan svarat på den här remissen.');
  at('status').textContent = asked.isDeadlineOver ? 'Svarstiden har gått ut. Svaret registreras ändå, som inkommet efter svarstiden.' : '';
  showQuestions(asked.questions);
  at('reply').hidden = false;
})();
`,
);
