// The latest messages: filter, pause, open.

import {h, setText} from '/assets/dom.js';
import {time, day, address} from '/assets/format.js';
import {getJson} from '/assets/api.js';
import {rowTable, stateChip} from '/assets/table.js';
import {openStory} from '/assets/story.js';

const PERIOD_MS = 2000;
const LIMIT = 200;

const COLUMNS = [
  {title: 'Time', class: 'time'},
  {title: 'Direction', class: 'direction'},
  {title: 'From', class: 'party'},
  {title: 'To', class: 'party'},
  {title: 'Way', class: 'way'},
  {title: 'State', class: 'state'},
];

function cells(message) {
  const today = day(message.at) === day(new Date().toISOString());
  return [
    today ? time(message.at) : `${day(message.at)} ${time(message.at).slice(0, 8)}`,
    message.direction,
    address(message.from),
    address(message.to),
    message.way,
    stateChip(message.state),
  ];
}

function matches(message, terms) {
  const text = [message.key, message.direction, message.from, message.to, message.way, message.state.replaceAll('-', ' ')].join(' ').toLowerCase();
  return terms.every((term) => text.includes(term));
}

export function messages() {
  let all = [];
  let paused = false;
  let problem = null;

  const note = h('span', {class: 'note', role: 'status'});
  const filter = h('input', {
    type: 'search',
    id: 'filter',
    placeholder: 'Filter, or any id and Enter',
    'aria-label': 'Filter messages, or type any id of a message and press Enter to open its story',
    spellcheck: 'false',
    autocomplete: 'off',
  });
  const pause = h('button', {type: 'button', class: 'plain', id: 'pause', 'aria-pressed': 'false'}, 'Pause');
  const table = rowTable({
    label: 'Latest messages',
    columns: COLUMNS,
    keyOf: (message) => message.key,
    cells,
    onOpen: (message) => openStory(message.key, () => table.refocus()),
    empty: '',
  });

  const shown = () => {
    const terms = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    return terms.length ? all.filter((message) => matches(message, terms)) : all;
  };
  const draw = () => {
    const rows = shown();
    const none = filter.value
      ? 'None of the latest messages fits. Press Enter to look for this id among all of them.'
      : 'No messages yet.';
    table.update(rows, problem ?? none);
    const counted = filter.value ? `${rows.length} of ${all.length}` : all.length ? `${all.length} latest` : '';
    setText(note, problem && all.length ? problem : `${counted}${paused ? ', paused' : ''}`);
  };
  const load = async () => {
    if (paused || document.hidden) return;
    try {
      all = (await getJson(`/api/messages?limit=${LIMIT}`)).messages;
      problem = null;
    } catch (error) {
      problem = error.message;
    }
    if (!paused) draw();
  };

  const element = h('section', {class: 'card messages', 'aria-label': 'Messages'}, h('div', {class: 'card-head'}, h('h2', {}, 'Messages'), note, h('span', {class: 'grow'}), filter, pause), table);
  element.move = (by) => table.move(by);
  element.openChosen = () => table.openChosen();
  element.focusFilter = () => {
    filter.focus();
    filter.select();
  };
  element.togglePause = () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    setText(pause, paused ? 'Resume' : 'Pause');
    draw();
    load();
  };
  pause.addEventListener('click', element.togglePause);
  filter.addEventListener('input', draw);
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      filter.value = '';
      draw();
      filter.blur();
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      table.move(0);
    }
    if (event.key === 'Enter' && filter.value.trim()) {
      // The key must not reach what has the focus afterwards.
      event.preventDefault();
      if (shown().length > 0) table.move(0);
      else openStory(filter.value.trim(), () => filter.focus());
    }
  });

  // The next question follows the answer, so that a slow gateway is not asked faster than it answers.
  const again = async () => {
    await load();
    setTimeout(again, PERIOD_MS);
  };
  draw();
  again();
  document.addEventListener('visibilitychange', load);
  return element;
}
