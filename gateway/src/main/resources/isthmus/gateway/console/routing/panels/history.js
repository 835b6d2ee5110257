// All versions and what they did: who made, approved and activated them, when and why.

import {h, replace} from '/assets/dom.js';
import {button, moment} from '../words.js';
import {stateChipOf} from './publish.js';

export function historyPanel(desk) {
  const box = h('ol', {class: 'versions'});

  function item(version) {
    const shown = desk.source === `version:${version.version}`;
    return h('li', {class: shown ? 'shown' : null},
      h('div', {class: 'version-head'}, h('strong', {}, String(version.version)), h('span', {class: 'grow version-name'}, version.name || version.from?.file || ''), stateChipOf(version, desk)),
      h('p', {class: 'note'}, 'made ', moment(version.madeAt), ` by ${version.who}`, version.base ? ` from version ${version.base}` : ''),
      version.comment && h('p', {}, version.comment),
      (version.approvals?.length > 0 || version.activations?.length > 0) && h('ul', {class: 'plain-list note'},
        (version.approvals ?? []).map((each) => h('li', {}, `${each.verdict} `, moment(each.at), ` by ${each.who}${each.comment ? `: ${each.comment}` : ''}`)),
        (version.activations ?? []).map((each) => h('li', {}, 'activated ', moment(each.at), ` by ${each.who}${each.why ? `: ${each.why}` : ''}`))),
      h('div', {class: 'actions'},
        button('Open', () => desk.open(`version:${version.version}`), {off: shown ? 'It is shown' : null}),
        button('Compare', () => desk.compare(`version:${version.version}`), {off: shown ? 'It is shown' : null}),
        button('New draft', () => desk.newDraft(`version:${version.version}`), {off: desk.cannot('editor')})));
  }

  function draw() {
    replace(box, desk.versions.toSorted((a, b) => b.version - a.version).map(item));
  }
  return {id: 'history', title: 'History', element: box, opened: draw, moved: draw, state: draw};
}
