// What everybody did: filter, page by page, every row with its detail, and whether the chain of hashes holds.

import {h, keyed, replace, setText} from '/assets/dom.js';
import {getJson} from '/assets/api.js';
import {frame, notify} from '/assets/frame.js';
import {day, time, whole, words} from '/assets/format.js';
import {onKeys} from '/assets/keys.js';
import {plainTable} from '/assets/table.js';

const LIMIT = 100;
const KINDS = [
  ['', 'Everything'], ['login*', 'Log-ins'], ['account*', 'Accounts'], ['token*', 'Tokens'], ['user*', 'Users'],
  ['draft*', 'Drafts'], ['version*', 'Versions'], ['preference*', 'Preferences'],
];

const main = await frame({shortcuts: [['/', 'Filter by name'], ['v', 'Verify']]});

const kind = h('select', {id: 'what', 'aria-label': 'What'}, KINDS.map(([value, text]) => h('option', {value}, text)));
const who = h('input', {type: 'search', id: 'who', placeholder: 'By whom', 'aria-label': 'Only of this name', spellcheck: 'false', autocomplete: 'off'});
const verify = h('button', {type: 'button', class: 'plain', id: 'verify'}, 'Verify');
const verdict = h('p', {class: 'outcome', id: 'verdict', role: 'status', hidden: true});
const body = h('tbody', {});
const none = h('p', {class: 'empty', hidden: true});
const older = h('button', {type: 'button', class: 'plain', id: 'older', hidden: true}, 'Older ones');
let rows = [];
let asked = 0;

function leaf(value) {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A detail in a line: `roles viewer → viewer, editor`. */
function told(detail) {
  return Object.entries(detail).map(([name, value]) => {
    if (value && typeof value === 'object' && 'before' in value && 'after' in value) {
      return `${words(name)} ${list(value.before)} → ${list(value.after)}`;
    }
    return `${words(name)} ${list(value)}`;
  }).join('; ');
}

function list(value) {
  return Array.isArray(value) ? value.map(leaf).join(', ') || 'none' : leaf(value);
}

function create(row) {
  return h('tr', {},
    h('td', {class: 'id'}, whole(row.id)),
    h('td', {class: 'at', title: row.at}, `${day(row.at)} ${time(row.at).slice(0, 8)}`),
    h('td', {class: 'who', title: row.roles.join(', ')}, row.who),
    h('td', {class: 'peer'}, row.peer),
    h('td', {class: row.what === 'login-failed' ? 'what failed' : 'what'}, words(row.what)),
    h('td', {class: 'subject'}, row.subject),
    h('td', {class: 'detail-cell', title: `${JSON.stringify(row.detail)}\n${row.hash}`}, told(row.detail)));
}

async function load(more) {
  const turn = ++asked;
  const query = new URLSearchParams({limit: LIMIT});
  if (kind.value) query.set('what', kind.value);
  if (who.value.trim()) query.set('who', who.value.trim());
  if (more && rows.length) query.set('before', rows.at(-1).id);
  try {
    const page = await getJson(`/api/audit?${query}`);
    if (turn !== asked) return;
    rows = more ? [...rows, ...page.entries] : page.entries;
    older.hidden = !page.more;
    none.hidden = rows.length > 0;
    setText(none, kind.value || who.value ? 'Nothing of this kind was recorded.' : 'Nothing was recorded yet.');
  } catch (problem) {
    if (turn !== asked) return;
    none.hidden = false;
    setText(none, problem.message);
    rows = more ? rows : [];
  }
  keyed(body, rows, (row) => row.id, create, () => {});
}

async function check() {
  verify.disabled = true;
  try {
    const {good, rows: count, head, trouble} = await getJson('/api/audit/verify');
    verdict.hidden = false;
    verdict.className = `outcome ${good ? 'good' : 'bad'}`;
    replace(verdict, good
      ? [`In order: ${whole(count)} rows, each follows the one before. Keep the last hash elsewhere to prove it later: `, h('code', {}, count ? `${count} ${head}` : 'none')]
      : `Not in order: ${trouble}. The ${whole(count)} rows before it are.`);
  } catch (problem) {
    notify(problem.message);
  } finally {
    verify.disabled = false;
  }
}

kind.addEventListener('change', () => load(false));
let timer = null;
who.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => load(false), 250);
});
verify.addEventListener('click', check);
older.addEventListener('click', () => load(true));

main.append(
  h('h1', {class: 'unseen'}, 'Audit'),
  h('section', {class: 'card audit', 'aria-label': 'Audit'},
    h('div', {class: 'card-head'}, h('h2', {}, 'Audit'), h('span', {class: 'note'}, 'What everybody did, the newest first'), h('span', {class: 'grow'}), kind, who, verify),
    verdict,
    plainTable('Audit', [['No.', 'id'], ['When', 'at'], ['Who', 'who'], ['From', 'peer'], ['What', 'what'], ['To what', 'subject'], ['Detail', 'detail-cell']], body),
    none,
    h('div', {class: 'more'}, older)));

onKeys({'/': () => who.focus(), v: check});
await load(false);
