/**
 * What the pages share that somebody without an account comes to by a link: the look, and how the page's own script hands in
 * the secret. It stands after `#`, so that it is in no server's log. All that comes from the server is set as text, never as
 * markup.
 */

export const linkPageStyle = `:root { color-scheme: light; font: 1.125rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem; }
label { display: block; font-weight: 600; }
textarea, input, select { width: 100%; box-sizing: border-box; font: inherit; padding: .4rem; border: 1px solid #5a5a5a; border-radius: 4px; }
fieldset { border: 1px solid #8a8a8a; border-radius: 4px; margin: 0 0 1rem; }
button { font: inherit; padding: .6rem 1.2rem; border: 0; border-radius: 4px; background: #0b4f8a; color: #fff; }
button.text { background: none; color: #0b4f8a; padding: 0; text-decoration: underline; }
:focus-visible { outline: 3px solid #e07b00; outline-offset: 2px; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem; }
[role=alert] { color: #a4001d; font-weight: 600; }
`;

/**
 * @param api where the secret is handed in, with the slash at its end
 * @param gone what is told when the link opens nothing
 * @param own the page's own part
 */
export const linkPageScript = (api: string, gone: string, own: string): string => `'use strict';
const secret = location.hash.slice(1);
const at = (id) => document.getElementById(id);
const gone = '${gone}';
// Sent again after a lost answer it is the same request; changed after a refusal it is another.
let last = { text: '', key: '' };

const ask = (path, body) => {
  const text = JSON.stringify({ secret, ...body });
  if (last.text !== path + text) last = { text: path + text, key: '"' + crypto.randomUUID() + '"' };
  return fetch('${api}' + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': last.key },
    body: text,
  });
};

const made = (name, text) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  return element;
};

const orNothing = (id) => at(id).value.trim() || undefined;
${own}`;
