// Receipts that could not be read: shown only when there are some, their octets on demand.

import {h, keyed, setText} from '/assets/dom.js';
import {getJson} from '/assets/api.js';
import {day, time} from '/assets/format.js';

const EVERY_MS = 10000;

function create({service, peer, at, what, detail}) {
  return h(
    'li',
    {},
    h('details', {},
      h('summary', {}, h('span', {class: 'note', title: at}, `${day(at)} ${time(at)}`), h('strong', {title: service}, peer), h('span', {}, what)),
      h('code', {}, detail)),
  );
}

export function remarks() {
  const list = h('ul', {});
  const count = h('span', {class: 'note'});
  const element = h('section', {class: 'card remarks', 'aria-label': 'Unreadable receipts', hidden: true},
    h('div', {class: 'card-head'}, h('h2', {}, 'Unreadable receipts'), count), list);
  let asked = -Infinity;
  /** Asks the gateway, but not with every sample. */
  element.update = async () => {
    if (performance.now() - asked < EVERY_MS) return;
    asked = performance.now();
    try {
      const {remarks: newest} = await getJson('/api/remarks');
      element.hidden = newest.length === 0;
      setText(count, newest.length ? `${newest.length}, kept in memory only` : '');
      const seen = new Map();
      const items = newest.toReversed().map((remark) => {
        const same = `${remark.service}/${remark.peer}/${remark.at}`;
        seen.set(same, (seen.get(same) ?? 0) + 1);
        return {...remark, key: `${same}/${seen.get(same)}`};
      }).reverse();
      keyed(list, items, (item) => item.key, create, () => {});
    } catch {
      // The frame says that there is no connection; the next sample asks again.
    }
  };
  return element;
}
