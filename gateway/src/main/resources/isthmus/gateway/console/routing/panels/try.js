// One request, typed in or taken from recent traffic: what would become of it and which cells decide.

import {h, replace} from '/assets/dom.js';
import {whole, words} from '/assets/format.js';
import {isf} from '../isf.js';
import {locate} from '../sheet.js';
import {button, chip, field, when, afterPause} from '../words.js';

const KINDS = [['message', 'Message'], ['file', 'File transfer'], ['session', 'Session'], ['notification', 'Notification']];
const list = (text) => text.split(',').map((each) => each.trim()).filter(Boolean);

export function tryPanel(desk) {
  const input = (name, placeholder = '', type = 'text') => h('input', {name, type, placeholder, spellcheck: 'false', autocomplete: 'off', min: type === 'number' ? 0 : null});
  const fields = {
    from: input('from', '+15551000001'), to: input('to', '+15552000001'),
    kind: h('select', {name: 'kind'}, KINDS.map(([value, text]) => h('option', {value}, text))),
    text: h('textarea', {name: 'text', rows: 2, placeholder: 'as it would be written'}),
    size: input('size', 'octets', 'number'), media: input('media', 'image/jpeg, text/plain'), streams: input('streams', 'audio, video'),
    service: input('service', 'sms'), at: h('input', {name: 'at', type: 'datetime-local'}),
    recipients: input('recipients', '1', 'number'), duration: input('duration', 'seconds', 'number'),
    fromClass: input('fromClass'), toClass: input('toClass'), failed: input('failed', 'sms'), failure: input('failure', 'congested'),
  };
  fields.from.value = '+15551000001';
  fields.to.value = '+15552000001';
  const messages = h('select', {'aria-label': 'Recent traffic', class: 'wide'});
  const result = h('div', {class: 'result', 'aria-live': 'polite'});
  let asked = null;
  let answer = null;

  function typed() {
    const request = {};
    for (const [name, element] of Object.entries(fields)) {
      const value = element.value.trim();
      if (value === '') continue;
      if (element.type === 'number') request[name] = Number(value);
      else if (['media', 'streams', 'failed'].includes(name)) request[name] = list(value);
      else if (name === 'at') request[name] = new Date(value).toISOString();
      else request[name] = value;
    }
    return request;
  }

  async function ask(question) {
    asked = question;
    await desk.settled();
    try {
      answer = await isf.ask(desk.source, question);
    } catch (problem) {
      answer = null;
      replace(result, h('p', {class: 'wrong'}, problem.message), (problem.body?.problems ?? []).slice(0, 5).map((each) => h('p', {class: 'note'}, each.line ?? each.text)));
      desk.mark('lit', new Map());
      return;
    }
    draw();
    light();
  }

  function light() {
    const lit = new Map();
    const litRows = new Map();
    for (const cell of answer?.cells ?? []) {
      const place = locate(desk.book, cell);
      if (!place?.row || !place.column) continue;
      const looks = cell.decisive ? (cell.outcome === 'failed' ? 'out' : 'in') : cell.outcome === 'failed' ? 'faint-out' : cell.outcome === 'fulfilled' ? 'faint-in' : null;
      if (looks) lit.set(`${place.row}|${place.column}`, looks);
    }
    for (const match of answer?.matches ?? []) {
      const place = locate(desk.book, match);
      if (place?.row) litRows.set(place.row, match.stage);
    }
    desk.mark('lit', lit, litRows);
  }

  function candidate(line) {
    const found = /^\s*(\d+\.|-)\s+(\S+)\s+(.*)$/.exec(line);
    if (!found) return null;
    const [, place, service, told] = found;
    return h('li', {class: place === '-' ? 'out' : 'in'}, h('span', {class: 'place'}, place === '-' ? '✕' : place), h('strong', {}, service), h('span', {}, told));
  }

  function draw() {
    const {decision, chosen, matches = [], text = ''} = answer;
    const lines = text.split('\n');
    const bySheet = new Map();
    for (const cell of answer.cells ?? []) if (cell.sheet && (cell.decisive || !bySheet.has(cell.sheet))) bySheet.set(cell.sheet, cell);
    const tables = desk.book.sheets.length > 1 ? [...bySheet.values()] : [];
    const rest = lines.filter((line) => line.trim() && !candidate(line));
    replace(
      result,
      h('p', {class: 'verdict'}, chosen ? chip('ok', chosen) : chip('error', decision?.outcome?.includes('inside') ? 'stays in CPM' : 'no service'), h('span', {class: 'note'}, decision ? `${decision.outcome}: ${decision.because}` : '')),
      matches.length > 0 && h('ul', {class: 'matches'}, matches.map((match) =>
        h('li', {}, h('button', {type: 'button', class: 'link-button', onclick: () => desk.jump(match)}, match.label || `row ${match.row}`), h('span', {class: 'note'}, ` ${words(match.stage)}: ${(match.actions ?? []).join(', ')}`)))),
      tables.length > 0 && h('p', {class: 'note'}, 'Cells are lit in ', tables.map((cell, i) => [i > 0 && ', ', h('button', {type: 'button', class: 'link-button', onclick: () => desk.jump(cell)}, desk.sheetName(cell))])),
      h('ul', {class: 'ranking'}, lines.map(candidate)),
      rest.length > 0 && h('details', {}, h('summary', {}, 'In words'), rest.map((line) => h('p', {class: 'note'}, line.trim()))),
      h('p', {class: 'legend note'}, h('i', {class: 'swatch lit-out'}), 'rules a service out', h('i', {class: 'swatch lit-faint-out'}), 'would too', h('i', {class: 'swatch lit-in'}), 'speaks for it'),
    );
  }

  const again = afterPause(() => asked && ask(asked), 500);
  async function traffic() {
    try {
      const {messages: recent} = await isf.traffic(50);
      const kept = messages.value;
      replace(messages, h('option', {value: ''}, recent.length ? 'As typed in below, or from recent traffic …' : 'As typed in below; there is no traffic yet'),
        recent.map((each) => h('option', {value: each.id}, `${when(each.at)}  ${words(each.kind)}, ${(each.mediaType || 'text').split(';')[0]}${each.size === null ? '' : `, ${whole(each.size)} B`} → ${each.chosen ?? 'none'}, ${each.state}`)));
      messages.value = recent.some((each) => each.id === kept) ? kept : '';
      typing.hidden = messages.value !== '';
    } catch {
      replace(messages, h('option', {value: ''}, 'Recent traffic cannot be read now'));
    }
  }
  const pair = (...those) => h('div', {class: 'pair'}, those);
  const typing = h('div', {},
    pair(field('From', fields.from), field('To', fields.to)),
    pair(field('Kind', fields.kind), field('Size', fields.size)),
    field('Text', fields.text),
    field('Content types', fields.media),
    h('details', {}, h('summary', {}, 'More of the request'),
      pair(field('Streams', fields.streams), field('Service identifier', fields.service)),
      pair(field('Recipients', fields.recipients), field('Duration', fields.duration)),
      pair(field('Class of sender', fields.fromClass), field('Class of recipient', fields.toClass)),
      pair(field('Failed services', fields.failed), field('Failure', fields.failure)),
      field('At', fields.at, 'now, when empty')));
  const clear = button('Clear', () => {
    asked = null;
    answer = null;
    replace(result);
    desk.mark('lit', new Map(), new Map());
  });
  messages.addEventListener('change', () => {
    typing.hidden = messages.value !== '';
    if (messages.value) ask({message: messages.value});
  });
  const form = h('form', {class: 'try', onsubmit: (event) => {
    event.preventDefault();
    ask(messages.value ? {message: messages.value} : {request: typed()});
  }}, messages, typing, h('div', {class: 'actions'}, h('button', {class: 'primary', id: 'ask'}, 'Try it'), clear));
  return {
    id: 'try', title: 'Try it', element: h('div', {}, form, result),
    opened() {
      traffic();
      if (answer) light();
    },
    closed: () => desk.mark('lit', new Map(), new Map()),
    changed: () => again(),
    moved() {
      if (asked) ask(asked);
    },
  };
}
