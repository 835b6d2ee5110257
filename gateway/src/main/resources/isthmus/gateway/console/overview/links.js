// Links to peers: what they do, how much of their limits is used, what went wrong last.

import {h, keyed, replace, setText} from '/assets/dom.js';
import {duration, words, whole} from '/assets/format.js';
import {bar} from '/assets/bar.js';
import {stateChip} from '/assets/table.js';

/** Gauges in pairs of a value and its limit, and those that stand alone. */
function pairs(gauges) {
  const limited = [];
  const alone = [];
  const used = new Set();
  for (const name of Object.keys(gauges).sort()) {
    if (!name.endsWith('-limit')) continue;
    const base = name.slice(0, -'-limit'.length);
    const value = [`${base}-used`, base].find((each) => each in gauges);
    if (value === undefined) continue;
    used.add(name).add(value);
    limited.push([base, gauges[value], gauges[name]]);
  }
  for (const name of Object.keys(gauges).sort()) if (!used.has(name)) alone.push([name, gauges[name]]);
  return {limited, alone};
}

function create(link) {
  const state = h('div', {class: 'state'});
  const bars = h('div', {class: 'bars'});
  const error = h('p', {class: 'last-error'});
  const numbers = h('dl', {class: 'numbers', hidden: true});
  const more = h('button', {type: 'button', class: 'quiet more', 'aria-expanded': 'false', 'aria-label': `Counts of ${link.peer}`}, 'Counts');
  more.addEventListener('click', () => {
    numbers.hidden = !numbers.hidden;
    more.setAttribute('aria-expanded', String(!numbers.hidden));
  });
  const element = h(
    'li',
    {class: 'link'},
    h('div', {class: 'who'}, h('strong', {}, link.peer), h('span', {class: 'note'}, `${link.service} · ${link.role}`)),
    state,
    bars,
    more,
    error,
    numbers,
  );
  element.parts = {state, bars, error, numbers};
  return element;
}

function update(element, link, now) {
  const {state, bars, error, numbers} = element.parts;
  const since = duration(Math.floor((now - Date.parse(link.since)) / 1000) * 1000);
  const bound = 'binds' in link.gauges ? `${link.gauges.bound ?? 0}/${link.gauges.binds} binds, ` : '';
  const note = `${bound}${since}`;
  if (state.dataset.state !== link.state) {
    state.dataset.state = link.state;
    replace(state, stateChip(link.state), h('span', {class: 'note'}));
  }
  setText(state.lastElementChild, note);
  state.title = `since ${link.since}`;
  const {bound: _bound, binds: _binds, ...gauges} = link.gauges;
  const {limited, alone} = pairs(gauges);
  keyed(bars, limited, ([name]) => name, ([name]) => bar(words(name)), (each, [name, value, limit]) =>
    // A window of 0 is that of no session; a rate of 0 is one that nobody set.
    each.update(value, limit, '', name.includes('rate') ? 'no limit' : 'none'));
  setText(error, link.lastError ?? '');
  error.title = link.lastError ?? '';
  error.hidden = !link.lastError;
  const counts = [...alone, ...Object.entries(link.counters).sort(([a], [b]) => a.localeCompare(b))];
  keyed(numbers, counts, ([name]) => name,
    ([name]) => h('div', {}, h('dt', {}, words(name)), h('dd', {})),
    (each, [, value]) => setText(each.lastElementChild, whole(value)));
}

export function links() {
  const list = h('ul', {class: 'links'});
  const none = h('p', {class: 'empty'}, 'No link is configured: nothing can leave CPM. Links are the setting sms.smsc.');
  const count = h('span', {class: 'note'});
  const element = h('section', {class: 'card', 'aria-label': 'Links'}, h('div', {class: 'card-head'}, h('h2', {}, 'Links'), count), list, none);
  element.update = (sample) => {
    none.hidden = sample.links.length > 0;
    const up = sample.links.filter((link) => link.state === 'up' || link.state === 'degraded').length;
    setText(count, sample.links.length ? `${up} of ${sample.links.length} carry traffic` : '');
    keyed(list, sample.links, (link) => `${link.service}/${link.peer}/${link.role}`, create, (each, link) => update(each, link, Date.parse(sample.at)));
  };
  return element;
}
