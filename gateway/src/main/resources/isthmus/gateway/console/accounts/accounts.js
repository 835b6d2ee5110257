// Who may use the console: for administrators.

import {h, keyed, replace, setText} from '/assets/dom.js';
import {deleteJson, getJson, may, postJson, putJson, session} from '/assets/api.js';
import {accountDialog, field, outcome} from '/assets/account.js';
import {frame, notify} from '/assets/frame.js';
import {day, time} from '/assets/format.js';
import {onKeys} from '/assets/keys.js';
import {plainTable} from '/assets/table.js';

const ROLES = [
  ['viewer', 'sees everything'],
  ['editor', 'changes drafts and tables'],
  ['approver', 'approves what others edited'],
  ['admin', 'manages accounts, and everything else'],
];

const main = await frame({shortcuts: [['n', 'New account']]});
const me = await session();
const allowed = await may('admin');
const list = h('tbody', {});
const count = h('span', {class: 'note'});
const create = h('button', {type: 'button', class: 'plain', id: 'new', disabled: !allowed}, 'New account');

function roleBoxes(chosen, locked) {
  const boxes = ROLES.map(([role, meaning]) => h('label', {class: 'role'},
    h('input', {type: 'checkbox', value: role, checked: chosen.includes(role), disabled: locked}),
    h('span', {}, role, h('small', {class: 'note'}, meaning))));
  return {
    element: h('fieldset', {class: 'roles'}, h('legend', {}, 'Roles'), boxes),
    value: () => boxes.map((box) => box.querySelector('input')).filter((box) => box.checked).map((box) => box.value),
  };
}

function openNew() {
  const first = me.open;
  const name = field('Name', {required: true, maxlength: 64, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false'});
  const password = field('Password', {type: 'password', required: true, minlength: 12, autocomplete: 'new-password'}, 'At least 12 characters; a few words will do.');
  const roles = roleBoxes(first ? ['admin'] : ['viewer'], first);
  const said = outcome();
  const dialog = accountDialog('New account', null, h('form', {
    class: 'stack',
    onsubmit: async (event) => {
      event.preventDefault();
      said.say('');
      try {
        const {name: added} = await postJson('/api/accounts', {name: name.input.value, password: password.input.value, roles: roles.value()});
        if (first) {
          location.assign('/login/?next=/accounts/');
          return;
        }
        dialog.close();
        notify(`${added} may log in now.`);
        await load();
      } catch (problem) {
        said.say(problem.message);
      }
    },
  }, first ? h('p', {class: 'note'}, 'The first account is an administrator. From then on everybody has to log in.') : null,
  name.element, password.element, roles.element, said, h('div', {}, h('button', {class: 'primary'}, 'Make it'))));
  name.input.focus();
}

function openAccount(account) {
  const local = account.source === 'local';
  const roles = roleBoxes(account.roles, !local);
  const password = field('New password', {type: 'password', minlength: 12, autocomplete: 'new-password'}, 'Only to replace it; ends the sessions of this account.');
  const said = outcome();
  const act = (work, done) => async (event) => {
    event.preventDefault();
    said.say('');
    try {
      await work();
      dialog.close();
      notify(done);
      await load();
    } catch (problem) {
      said.say(problem.message);
    }
  };
  const path = `/api/accounts/${encodeURIComponent(account.name)}`;
  let sure = false;
  const remove = h('button', {type: 'button', class: 'plain danger', onclick: (event) => {
    if (sure) {
      act(() => deleteJson(path), `${account.name} is removed.`)(event);
      return;
    }
    sure = true;
    setText(remove, 'Remove for good?');
  }}, 'Remove');
  const dialog = accountDialog(account.name, null,
    h('form', {class: 'stack', onsubmit: act(
      () => putJson(path, {roles: roles.value(), ...(password.input.value ? {password: password.input.value} : {})}),
      `${account.name} is changed.`)},
    roles.element,
    local ? [password.element, said, h('div', {}, h('button', {class: 'primary'}, 'Save'))]
      : [h('p', {class: 'note'}, `Roles and password are kept by ${account.source}; roles change with the next log-in.`), said]),
    h('div', {class: 'side'},
      h('button', {type: 'button', class: 'plain', onclick: act(() => putJson(path, {disabled: !account.disabled}), `${account.name} is ${account.disabled ? 'enabled' : 'disabled'}.`)}, account.disabled ? 'Enable' : 'Disable'),
      h('button', {type: 'button', class: 'plain', onclick: act(() => deleteJson(`${path}/sessions`), `The sessions of ${account.name} have ended.`)}, 'End sessions'),
      h('span', {class: 'grow'}), remove));
}

function createRow() {
  return h('tr', {}, h('td', {class: 'name'}), h('td', {class: 'granted'}), h('td', {class: 'state'}), h('td', {class: 'last'}), h('td', {class: 'source'}), h('td', {class: 'act'}));
}

function update(row, account) {
  const texts = [
    account.name,
    account.roles.join(', '),
    account.disabled ? 'disabled' : 'enabled',
    account.loginAt ? `${day(account.loginAt)} ${time(account.loginAt).slice(0, 5)}` : 'never',
    account.source === 'local' ? 'local' : new URL(account.source).host,
  ];
  texts.forEach((text, i) => setText(row.children[i], text));
  row.children[2].classList.toggle('off', account.disabled);
  row.children[4].title = `made by ${account.madeBy} at ${account.madeAt}`;
  replace(row.lastElementChild, h('button', {type: 'button', class: 'quiet', 'aria-label': `Change ${account.name}`, onclick: () => openAccount(account)}, 'Change'));
}

async function load() {
  if (!allowed) return;
  try {
    const {accounts} = await getJson('/api/accounts');
    setText(count, accounts.length ? `${accounts.length}` : '');
    none.hidden = accounts.length > 0;
    keyed(list, accounts, (account) => account.name, createRow, update);
  } catch (problem) {
    notify(problem.message);
  }
}

const none = h('p', {class: 'empty', hidden: allowed && !me.open}, allowed
  ? 'There is no account yet: whoever reaches this address on this machine may do everything. The first account ends that; it is an administrator.'
  : 'Accounts are managed by administrators, and you are none. Your own password and tokens are behind your name, above.');
create.addEventListener('click', openNew);
if (!allowed) create.title = 'Only administrators make accounts.';

const table = plainTable('Accounts', [['Name', 'name'], ['Roles', 'granted'], ['State', 'state'], ['Last log-in', 'last'], ['From', 'source'], ['', 'act']], list);
table.hidden = !allowed;

main.append(
  h('h1', {class: 'unseen'}, 'Accounts'),
  h('section', {class: 'card accounts', 'aria-label': 'Accounts'},
    h('div', {class: 'card-head'}, h('h2', {}, 'Accounts'), count, h('span', {class: 'grow'}), create),
    table,
    none));

onKeys({n: () => allowed && openNew()});
await load();
