// Small pieces that all panels say things with.

import {h} from '/assets/dom.js';
import {day, time} from '/assets/format.js';

/** A moment as operators say it: the time alone today, with the day otherwise. Local; the title is UTC. */
export function when(iso) {
  const today = day(iso) === day(new Date().toISOString());
  return today ? `today ${time(iso).slice(0, 5)}` : `${day(iso)} ${time(iso).slice(0, 5)}`;
}

export function moment(iso) {
  return h('time', {datetime: iso, title: iso}, when(iso));
}

export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function count(number, word, words = `${word}s`) {
  return `${number.toLocaleString('en')} ${number === 1 ? word : words}`;
}

/** A source in words: the draft's name, or the version's number. */
export function sourceName(desk, source) {
  if (source === 'active') return `version ${desk.state.ruling.version}, which rules`;
  const [kind, id] = source.split(':');
  if (kind === 'draft') return `draft "${desk.state.drafts.find((each) => String(each.id) === id)?.name ?? desk.shown?.name ?? id}"`;
  return `version ${id}${Number(id) === desk.state.ruling.version ? ', which rules' : ''}`;
}

export function chip(mood, text) {
  return h('span', {class: `chip ${mood}`}, h('i', {class: 'dot'}), text);
}

/** A button that says why it cannot be pressed instead of vanishing. */
export function button(label, run, {off = null, kind = 'plain', id = null} = {}) {
  const element = h('button', {type: 'button', class: kind, id, 'aria-disabled': off ? 'true' : null, title: off}, label);
  element.addEventListener('click', () => {
    if (!off) run();
  });
  return element;
}

export function field(label, input, note = null) {
  return h('label', {class: 'field'}, h('span', {}, label), input, note ? h('span', {class: 'note'}, note) : null);
}

/** Waits for a pause in calls before the last one is done. */
export function afterPause(run, ms) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
}
