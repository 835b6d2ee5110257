// A value and the limit that bounds it.

import {h, setText} from './dom.js';
import {compact} from './format.js';

/** A bar; draw it with `update(value, limit, note, without)`; `without` is said when the limit is 0. */
export function bar(label, note = '') {
  const fill = h('span', {class: 'fill'});
  const track = h('span', {class: 'track', role: 'meter', 'aria-label': label, 'aria-valuemin': 0}, fill);
  const value = h('span', {class: 'value'});
  const name = h('span', {class: 'name'}, label);
  const extra = h('span', {class: 'note'}, note);
  const element = h('div', {class: 'bar'}, name, value, track, extra);
  element.update = (used, limit, text = '', without = 'no limit') => {
    const share = limit > 0 ? Math.min(1, used / limit) : 0;
    setText(value, limit > 0 ? `${compact(used)} / ${compact(limit)}` : `${compact(used)}, ${without}`);
    setText(extra, text);
    fill.style.transform = `scaleX(${share})`;
    track.setAttribute('aria-valuemax', limit);
    track.setAttribute('aria-valuenow', used);
    element.dataset.level = limit > 0 && share >= 0.95 ? 'full' : share >= 0.75 ? 'high' : 'normal';
  };
  return element;
}
