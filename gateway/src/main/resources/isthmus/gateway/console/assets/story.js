// One message's story in a sheet over the page. Any page may open it: openStory('any id').

import {h, replace, isTyping} from './dom.js';
import {time, day, duration, address} from './format.js';
import {getJson, getText} from './api.js';
import {drawLadder} from './ladder.js';
import {notify} from './frame.js';

const hidden = new Set();
let sheet = null;
let onClosed = () => {};

function copy(path, what) {
  return async () => {
    try {
      await navigator.clipboard.writeText(await getText(path));
      notify(`Copied as ${what}`);
    } catch (problem) {
      notify(problem.message || 'The browser does not allow copying.');
    }
  };
}

/** A line of the selection; that of a service begins with its place, or with a dash when it is out. */
function candidate(line) {
  const parts = /^(\d+\.|-)\s+(\S+)\s+(.*)$/.exec(line);
  if (!parts) return h('li', {}, line);
  const [, place, service, told] = parts;
  return h('li', {class: place === '-' ? 'out' : 'in'}, place === '-' ? null : `${place} `, h('strong', {}, service), ` ${told}`);
}

function detailPane(event, ladder) {
  if (!event) return h('aside', {class: 'detail'}, h('p', {class: 'empty'}, 'Nothing is shown.'));
  const start = Date.parse(ladder.events[0].at);
  const title = new Map(ladder.lanes.map((lane) => [lane.id, lane.title]));
  const lines = event.details.filter((detail) => !detail.name).map((detail) => detail.value);
  return h(
    'aside',
    {class: `detail ${event.mood}`, 'aria-label': 'Chosen event', 'aria-live': 'polite'},
    h('p', {class: 'over'}, `${event.protocol} · ${event.from === event.to ? title.get(event.from) : `${title.get(event.from)} → ${title.get(event.to)}`}`),
    h('h3', {}, event.label),
    h('p', {class: 'when', title: event.at}, `${day(event.at)} ${time(event.at)}, ${duration(Date.parse(event.at) - start)} from the start`),
    h('dl', {}, event.details.filter((detail) => detail.name).map((detail) => [h('dt', {}, detail.name), h('dd', {}, detail.value)])),
    lines.length > 0 && h('ul', {class: 'candidates'}, lines.map(candidate)),
  );
}

function head(ladder) {
  const fact = (name) => ladder.facts.find((each) => each.name === name)?.value ?? '';
  return [
    h('p', {class: 'over'}, `Message ${ladder.key}`),
    h('h2', {}, address(fact('from')), h('span', {class: 'to'}, ' to '), address(fact('to'))),
    h(
      'ul',
      {class: 'outcomes'},
      ladder.outcomes.map((outcome) =>
        h('li', {}, h('span', {class: `chip ${outcome.mood}`}, h('i', {class: 'dot'}), outcome.state), h('span', {}, outcome.what), h('span', {class: 'note'}, outcome.note))),
    ),
    h(
      'details',
      {class: 'facts'},
      h('summary', {}, 'Identities and content type'),
      h('dl', {}, ladder.facts.map((each) => [h('dt', {}, each.name), h('dd', {}, each.value)])),
    ),
  ];
}

function view(found, at, container) {
  const ladder = found.stories[at];
  const path = `/api/trace/${encodeURIComponent(ladder.key)}`;
  const protocols = [...new Set(ladder.events.map((event) => event.protocol))];
  const shown = () => ladder.events.filter((event) => !hidden.has(event.protocol));
  let chosen = shown().find((event) => event.mood === 'error') ?? shown().at(-1) ?? null;

  const canvas = h('div', {class: 'canvas'});
  const split = h('div', {class: 'split'}, canvas, detailPane(chosen, ladder));
  const draw = (focus) => {
    const scroll = [canvas.scrollLeft, canvas.scrollTop];
    replace(canvas, drawLadder({ladder, events: shown(), width: canvas.clientWidth, chosen, onChoose: choose}));
    [canvas.scrollLeft, canvas.scrollTop] = scroll;
    if (focus) {
      const element = canvas.querySelector('.event.chosen');
      element?.focus({preventScroll: true});
      element?.scrollIntoView({block: 'nearest'});
    }
  };
  const choose = (event) => {
    chosen = event;
    split.lastElementChild.replaceWith(detailPane(chosen, ladder));
    draw(true);
  };
  container.move = (by) => {
    const events = shown();
    if (events.length === 0) return;
    const next = events.indexOf(chosen) + by;
    choose(events[Math.min(events.length - 1, Math.max(0, next))]);
  };
  const toggle = (protocol) =>
    h(
      'button',
      {
        type: 'button',
        class: 'toggle',
        'aria-pressed': hidden.has(protocol) ? 'false' : 'true',
        onclick: (event) => {
          if (!hidden.delete(protocol)) hidden.add(protocol);
          event.currentTarget.setAttribute('aria-pressed', hidden.has(protocol) ? 'false' : 'true');
          if (!shown().includes(chosen)) chosen = shown().at(-1) ?? null;
          split.lastElementChild.replaceWith(detailPane(chosen, ladder));
          draw(false);
        },
      },
      protocol,
    );
  replace(
    container,
    h('div', {class: 'story-head'}, head(ladder)),
    found.stories.length > 1 &&
      h(
        'div',
        {class: 'others'},
        h('span', {}, `${found.stories.length} messages have this id`),
        found.stories.map((each, i) =>
          h('button', {type: 'button', class: 'toggle', 'aria-pressed': i === at ? 'true' : 'false', onclick: () => view(found, i, container)}, time(each.events[0].at))),
      ),
    h(
      'div',
      {class: 'story-tools'},
      h('div', {class: 'toggles', role: 'group', 'aria-label': 'Protocols shown'}, protocols.map(toggle)),
      h('span', {class: 'grow'}),
      h('button', {type: 'button', class: 'plain', onclick: copy(`${path}?format=text`, 'text')}, 'Copy as text'),
      h('button', {type: 'button', class: 'plain', onclick: copy(`${path}?format=mermaid`, 'Mermaid')}, 'Copy as Mermaid'),
    ),
    split,
  );
  draw(false);
  new ResizeObserver(() => draw(false)).observe(canvas);
}

function make() {
  const body = h('div', {class: 'story-body', tabindex: -1, autofocus: true});
  const dialog = h(
    'dialog',
    {class: 'sheet', 'aria-label': 'Story of a message'},
    h('button', {type: 'button', class: 'quiet close', 'aria-label': 'Close the story', onclick: () => dialog.close()}, 'Close'),
    body,
  );
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => {
    history.replaceState(null, '', location.pathname);
    onClosed();
  });
  dialog.addEventListener('keydown', (event) => {
    if (isTyping(event)) return;
    if (event.key === 'j' || event.key === 'ArrowDown') body.move?.(1);
    else if (event.key === 'k' || event.key === 'ArrowUp') body.move?.(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(dialog);
  return {dialog, body};
}

/**
 * Opens the story of a message.
 *
 * @param id any id that the gateway can find it by
 * @param whenClosed called once the sheet is closed, to give the focus back
 */
export async function openStory(id, whenClosed = () => {}) {
  sheet ??= make();
  onClosed = whenClosed;
  const {dialog, body} = sheet;
  body.move = null;
  replace(body, h('p', {class: 'empty'}, 'Reading the story …'));
  if (!dialog.open) dialog.showModal();
  history.replaceState(null, '', `#story=${encodeURIComponent(id)}`);
  try {
    view(await getJson(`/api/trace/${encodeURIComponent(id)}`), 0, body);
  } catch (problem) {
    replace(body, h('div', {class: 'story-head'}, h('h2', {}, problem.status === 404 ? 'No such message' : 'No story'), h('p', {class: 'note'}, problem.message)));
  }
}

/** Opens the story that the address names, if it names one. */
export function openNamedStory(whenClosed) {
  const named = /^#story=(.+)$/.exec(location.hash);
  if (named) openStory(decodeURIComponent(named[1]), whenClosed);
}

/** The same, now and whenever the address comes to name another. */
export function followNamedStory(whenClosed) {
  addEventListener('hashchange', () => openNamedStory(whenClosed));
  openNamedStory(whenClosed);
}
