// The panels beside the sheet, one at a time.

import {h, replace} from '/assets/dom.js';
import {tryPanel} from './panels/try.js';
import {findingsPanel} from './panels/findings.js';
import {changesPanel} from './panels/changes.js';
import {whatIfPanel} from './panels/whatif.js';
import {publishPanel} from './panels/publish.js';
import {historyPanel} from './panels/history.js';

export function sidePanels(desk) {
  const all = [tryPanel, findingsPanel, changesPanel, whatIfPanel, publishPanel, historyPanel].map((make) => make(desk));
  const numbers = new Map();
  const tablist = h('div', {class: 'panel-tabs', role: 'tablist', 'aria-label': 'Panels'});
  const body = h('div', {class: 'panel-body', role: 'tabpanel', tabindex: -1});
  const onward = h('div', {class: 'onward'});
  const element = h('section', {class: 'card side-panel', 'aria-label': 'Panels'}, tablist, body, onward);
  let current = null;

  function drawTabs() {
    const focused = tablist.contains(document.activeElement);
    replace(tablist, all.map((panel) => {
      const is = panel === current;
      const {number, bad} = numbers.get(panel.id) ?? {};
      return h('button', {
        type: 'button', role: 'tab', id: `panel-${panel.id}`, 'aria-selected': String(is), tabindex: is ? 0 : -1, onclick: () => open(panel.id),
        onkeydown: (event) => {
          const by = {ArrowRight: 1, ArrowLeft: all.length - 1}[event.key];
          if (!by) return;
          event.preventDefault();
          open(all[(all.indexOf(current) + by) % all.length].id);
          tablist.querySelector('[aria-selected="true"]').focus();
        },
      }, panel.title, number ? h('span', {class: `badge${bad ? ' bad' : ''}`}, number > 99 ? '99+' : String(number)) : null);
    }));
    if (focused) tablist.querySelector('[aria-selected="true"]')?.focus();
  }

  /** The next step of a draft on its way to a version, for who does not know the way. */
  function drawOnward() {
    const at = all.indexOf(current);
    const next = desk.draft?.meta.state === 'open' && at < all.findIndex((panel) => panel.id === 'publish') ? all[at + 1] : null;
    onward.hidden = next === null;
    if (onward.dataset.next === (next?.id ?? '')) return;
    onward.dataset.next = next?.id ?? '';
    replace(onward, next && [h('span', {class: 'note'}, 'Next'), h('button', {type: 'button', class: 'plain', onclick: () => {
      open(next.id);
      body.focus();
    }}, next.title)]);
  }

  function open(id) {
    const panel = all.find((each) => each.id === id);
    document.body.classList.remove('no-panel');
    if (panel === current) return;
    current?.closed?.();
    current = panel;
    drawTabs();
    body.setAttribute('aria-label', panel.title);
    replace(body, panel.element);
    body.scrollTop = 0;
    drawOnward();
    if (desk.source) panel.opened?.();
  }

  const tell = (what, those = all) => {
    for (const panel of those) if (panel === current || panel.always) panel[what]?.();
  };
  open('try');
  return {
    element,
    open,
    openNumber: (number) => open(all[number - 1].id),
    toggle: () => document.body.classList.toggle('no-panel'),
    panel: (id) => all.find((each) => each.id === id),
    counted(id, number, bad) {
      const before = numbers.get(id);
      if (before?.number === number && before?.bad === bad) return;
      numbers.set(id, {number, bad});
      drawTabs();
    },
    changed: () => tell('changed'),
    moved() {
      drawOnward();
      for (const panel of all) panel.moved?.();
      current.opened?.();
    },
    state: () => tell('state'),
  };
}
