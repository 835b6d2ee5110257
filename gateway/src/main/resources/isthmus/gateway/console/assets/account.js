// The corner of the header: who is logged in, the own password, tokens for the shell, and the way out.

import {h, replace, setText} from './dom.js';
import {deleteJson, getJson, postJson, putJson, session} from './api.js';
import {day, time} from './format.js';

const LEAST = 12;

export function field(label, properties, note) {
  const input = h('input', properties);
  return {input, element: h('label', {class: 'field'}, h('span', {}, label), input, note ? h('small', {class: 'note'}, note) : null)};
}

/** Says in one place what became of a form. */
export function outcome() {
  const line = h('p', {class: 'outcome', role: 'status', hidden: true});
  line.say = (text, good = false) => {
    line.hidden = !text;
    line.className = `outcome ${good ? 'good' : 'bad'}`;
    setText(line, text);
  };
  return line;
}

function passwordForm() {
  const old = field('Present password', {type: 'password', autocomplete: 'current-password', required: true});
  const next = field('New password', {type: 'password', autocomplete: 'new-password', required: true, minlength: LEAST}, `At least ${LEAST} characters; a few words will do.`);
  const said = outcome();
  return h('form', {
    class: 'stack',
    'aria-label': 'Change the password',
    onsubmit: async (event) => {
      event.preventDefault();
      said.say('');
      try {
        await putJson('/api/account/password', {old: old.input.value, new: next.input.value});
        event.target.reset();
        said.say('The password is changed. Your other sessions have ended.', true);
      } catch (problem) {
        said.say(problem.message);
      }
    },
  }, h('h3', {}, 'Password'), old.element, next.element, said, h('div', {}, h('button', {class: 'plain'}, 'Change')));
}

function tokenRow(token, refresh, said) {
  const ended = Date.parse(token.endsAt) < Date.now();
  return h('li', {},
    h('div', {}, h('strong', {}, token.name), h('span', {class: 'note'},
      `${token.roles.join(', ')} · ${ended ? 'ended' : 'until'} ${day(token.endsAt)} · ${token.usedAt ? `used ${day(token.usedAt)} ${time(token.usedAt).slice(0, 5)}` : 'never used'}`)),
    h('button', {
      type: 'button', class: 'quiet', 'aria-label': `Remove the token ${token.name}`,
      onclick: async () => {
        try {
          await deleteJson(`/api/tokens/${token.id}`);
          await refresh();
        } catch (problem) {
          said.say(problem.message);
        }
      },
    }, 'Remove'));
}

function tokenForm(roles) {
  const list = h('ul', {class: 'tokens'});
  const none = h('p', {class: 'note'}, 'You have none.');
  const made = h('div', {class: 'made', hidden: true});
  const said = outcome();
  const name = field('For what', {required: true, maxlength: 60, placeholder: 'nightly import', autocomplete: 'off'});
  const days = field('Days', {type: 'number', min: 1, max: 366, value: 90, required: true});
  const boxes = roles.map((role) => h('label', {class: 'check'}, h('input', {type: 'checkbox', value: role, checked: true}), role));
  const refresh = async () => {
    const {tokens} = await getJson('/api/tokens');
    none.hidden = tokens.length > 0;
    replace(list, tokens.map((token) => tokenRow(token, refresh, said)));
  };
  const element = h('form', {
    class: 'stack',
    'aria-label': 'Tokens for the shell',
    onsubmit: async (event) => {
      event.preventDefault();
      said.say('');
      try {
        const chosen = boxes.map((box) => box.firstElementChild).filter((box) => box.checked).map((box) => box.value);
        if (chosen.length === 0) {
          said.say('Choose at least one role.');
          return;
        }
        const token = await postJson('/api/tokens', {name: name.input.value, days: Number(days.input.value), roles: chosen});
        name.input.value = '';
        made.hidden = false;
        replace(made, h('p', {}, 'Copy it now, it is not shown again. The shell takes it from ISTHMUS_TOKEN.'), h('code', {tabindex: 0}, token.token));
        await refresh();
      } catch (problem) {
        said.say(problem.message);
      }
    },
  }, h('h3', {}, 'Tokens for the shell'), none, list, made,
  h('div', {class: 'side'}, name.element, days.element),
  h('div', {class: 'side'}, boxes), said, h('div', {}, h('button', {class: 'plain'}, 'Make a token')));
  refresh().catch((problem) => said.say(problem.message));
  return element;
}

/** A dialog about an account, open; it is removed when it is closed. */
export function accountDialog(title, note, ...content) {
  const dialog = h('dialog', {class: 'account', 'aria-label': title, onclose: () => dialog.remove()},
    h('div', {class: 'account-head'},
      h('div', {}, h('h2', {}, title), note && h('p', {class: 'note'}, note)),
      h('form', {method: 'dialog'}, h('button', {class: 'plain'}, 'Close'))),
    content);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function openOwnAccount({name, roles, local}) {
  accountDialog(name, roles.join(', '),
    local ? passwordForm() : h('p', {class: 'note'}, 'Your password is kept by the provider that you log in with.'),
    tokenForm(roles));
}

async function logOut() {
  try {
    await deleteJson('/api/session');
  } finally {
    location.assign('/login/');
  }
}

/** What the header shows of the one who is logged in; filled when it is known. */
export function accountCorner() {
  const corner = h('span', {class: 'corner'});
  session().then((who) => {
    if (who.name) {
      replace(corner,
        h('button', {class: 'quiet', type: 'button', id: 'account', title: `Logged in: ${who.roles.join(', ')}`, onclick: () => openOwnAccount(who)}, who.name),
        h('button', {class: 'quiet', type: 'button', id: 'logout', onclick: logOut}, 'Log out'));
    } else if (who.open) {
      replace(corner, h('a', {class: 'open-note', href: '/accounts/', title: 'Whoever reaches this address on this machine may do everything. Make the first account to change that.'}, 'Open, no log-in'));
    }
  }).catch(() => {
    // The frame says that the gateway does not answer.
  });
  return corner;
}
