// Two people wrote in one cell: both texts, and a choice. Until then what was typed here is kept.

import {h, replace} from '/assets/dom.js';
import {placeOf} from './sheet.js';
import {conflictText} from './draft.js';
import {button, when} from './words.js';

export function conflictBar(desk) {
  const element = h('div', {class: 'conflict', role: 'alert', hidden: true});
  let drawn = null;

  function line(item) {
    const {sheet, row, mine} = conflictText(desk.book, item);
    const place = sheet && row ? `${sheet.name} ${placeOf(sheet, item.op.row, item.op.column)}` : 'A place that is gone';
    if (item.gone || !row) return h('li', {}, h('strong', {}, place), `: ${item.text}`, mine && [', and with it what you wrote: ', h('ins', {}, mine)]);
    return h('li', {}, h('strong', {}, place), ': ', item.who, ' wrote ', h('ins', {}, item.theirs || 'nothing'), item.at ? ` (${when(item.at)})` : '', ', you ', h('ins', {}, mine || 'nothing'), '; before it was ', h('del', {}, item.op.was || 'empty'));
  }

  return {
    element,
    draw() {
      const conflict = desk.draft?.conflict ?? null;
      if (conflict === drawn) return;
      drawn = conflict;
      element.hidden = conflict === null;
      if (conflict === null) {
        replace(element);
        return;
      }
      const gone = conflict.items.every((item) => item.gone);
      replace(
        element,
        h('p', {}, gone ? 'What you changed is gone meanwhile.' : 'Somebody else changed the same while you did.'),
        h('ul', {}, conflict.items.slice(0, 6).map(line), conflict.items.length > 6 && h('li', {}, `and ${conflict.items.length - 6} more`)),
        h('div', {class: 'actions'},
          gone ? button('Go on without it', () => desk.draft.resolve(false), {id: 'take-theirs'}) : [button('Take theirs', () => desk.draft.resolve(false), {id: 'take-theirs'}), button('Keep mine', () => desk.draft.resolve(true), {id: 'keep-mine', kind: 'primary'})]),
      );
    },
  };
}
