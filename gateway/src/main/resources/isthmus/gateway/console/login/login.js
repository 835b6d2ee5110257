// Where everybody comes in: name and password, or the provider.

import {h, replace} from '/assets/dom.js';
import {ApiError, session} from '/assets/api.js';
import {field, outcome} from '/assets/account.js';

const TROUBLE = 'isthmus_login_trouble';

/** A path of ours, or the first page. */
function next() {
  const wanted = new URLSearchParams(location.search).get('next') ?? '/';
  try {
    const url = new URL(wanted, location.origin);
    const ours = url.origin === location.origin && wanted.startsWith('/') && !url.pathname.startsWith('/login');
    return ours ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}

/** What the gateway said when the provider sent the browser back, shown once. */
function trouble() {
  const kept = document.cookie.split(';').map((pair) => pair.trim()).find((pair) => pair.startsWith(`${TROUBLE}=`));
  if (!kept) return '';
  document.cookie = `${TROUBLE}=; Path=/login; Max-Age=0; SameSite=Lax`;
  try {
    const octets = atob(kept.slice(TROUBLE.length + 1).replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(octets, (c) => c.charCodeAt(0)));
  } catch {
    return '';
  }
}

const user = field('Name', {name: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', required: true});
const password = field('Password', {type: 'password', name: 'password', autocomplete: 'current-password', required: true});
const said = outcome();
const button = h('button', {class: 'primary', id: 'enter'}, 'Log in');

async function enter(event) {
  event.preventDefault();
  said.say('');
  button.disabled = true;
  try {
    const response = await fetch('/api/session', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', Accept: 'application/json'},
      body: JSON.stringify({user: user.input.value, password: password.input.value}),
    }).catch(() => {
      throw new ApiError(0, 'The gateway does not answer.');
    });
    if (response.ok) {
      location.replace(next());
      return;
    }
    const {error} = await response.json().catch(() => ({error: `The gateway answered ${response.status}.`}));
    password.input.value = '';
    said.say(`${error[0].toUpperCase()}${error.slice(1)}.`);
    password.input.focus();
  } catch (problem) {
    said.say(problem.message);
  } finally {
    button.disabled = false;
  }
}

const form = h('form', {class: 'stack', onsubmit: enter}, user.element, password.element, button);
const ways = h('div', {class: 'stack'}, form);
const card = h('main', {class: 'card login'}, h('h1', {}, h('img', {src: '/assets/isthmus.svg', alt: ''}), 'Isthmus'), said, ways);
document.body.append(card);

const told = trouble();
if (told) said.say(`${told[0].toUpperCase()}${told.slice(1)}.`);
try {
  const who = await session();
  if (!told && (who.name || who.open)) {
    location.replace(next());
  } else if (who.note) {
    replace(ways, h('p', {}, `${who.note[0].toUpperCase()}${who.note.slice(1)}.`));
  } else if (who.oidc) {
    replace(ways,
      h('a', {class: 'provider', id: 'provider', href: `/api/session/oidc?next=${encodeURIComponent(next())}`}, 'Log in with your organisation'),
      h('div', {class: 'or'}, 'or'), form);
  }
  if (!who.oidc) user.input.focus();
} catch (problem) {
  said.say(problem.message);
}
