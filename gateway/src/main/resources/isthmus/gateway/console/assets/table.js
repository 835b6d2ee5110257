// A table whose rows are chosen with j, k or the arrows and opened with Enter or a click. Rows that
// stay keep their elements, so that a refresh moves neither focus nor selection.

import {h, keyed, replace} from './dom.js';

/**
 * @param columns [{title, class}], their widths are in the page's style
 * @param keyOf the key of an item
 * @param cells the cells' contents of an item: strings or elements, one for each column
 * @param onOpen called with an item
 * @param empty what to say when there are no rows
 */
export function rowTable({label, columns, keyOf, cells, onOpen, empty}) {
  const body = h('tbody', {});
  const none = h('p', {class: 'empty', hidden: true}, empty);
  const element = h(
    'div',
    {class: 'rows'},
    h(
      'table',
      {'aria-label': label},
      headRow(columns.map((column) => [column.title, column.class])),
      body,
    ),
    none,
  );
  let items = [];
  let chosen = null;

  const rowOf = (key) => [...body.children].find((row) => row.dataset.key === key);
  const choose = (key, focus) => {
    chosen = key;
    for (const row of body.children) {
      const is = row.dataset.key === key;
      row.tabIndex = is ? 0 : -1;
      row.classList.toggle('chosen', is);
      row.setAttribute('aria-current', is ? 'true' : 'false');
      if (is && focus) {
        row.focus({preventScroll: true});
        row.scrollIntoView({block: 'nearest'});
      }
    }
    if (chosen === null && body.firstElementChild) body.firstElementChild.tabIndex = 0;
  };
  const open = (key) => {
    choose(key, false);
    onOpen(items.find((item) => String(keyOf(item)) === key));
  };

  element.update = (newest, emptyText = empty) => {
    items = newest;
    none.hidden = items.length > 0;
    none.textContent = emptyText;
    keyed(
      body,
      items,
      keyOf,
      () => h('tr', {
        tabindex: -1,
        onclick: (event) => open(event.currentTarget.dataset.key),
        onkeydown: (event) => {
          if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
          // The key must not reach what has the focus afterwards.
          event.preventDefault();
          open(event.currentTarget.dataset.key);
        },
      }, columns.map((column) => h('td', {class: column.class ?? null}))),
      (row, item) =>
        cells(item).forEach((content, i) => {
          const cell = row.children[i];
          if (typeof content === 'string') {
            if (cell.textContent !== content) {
              cell.textContent = content;
              cell.title = content;
            }
          } else if (!cell.firstElementChild?.isEqualNode(content)) {
            replace(cell, content);
          }
        }),
    );
    choose(items.some((item) => String(keyOf(item)) === chosen) ? chosen : null, false);
  };

  /** Moves the choice by some rows. */
  element.move = (by) => {
    if (items.length === 0) return;
    const at = items.findIndex((item) => String(keyOf(item)) === chosen);
    const next = at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by));
    choose(String(keyOf(items[next])), true);
  };
  element.openChosen = () => {
    if (chosen !== null) open(chosen);
  };
  element.refocus = () => {
    const row = chosen === null ? null : rowOf(chosen);
    row?.focus({preventScroll: true});
  };
  return element;
}

/**
 * A table that is only read.
 *
 * @param columns [[title, class]]
 * @param body its tbody, which the caller fills
 */
export function plainTable(label, columns, body) {
  return h('div', {class: 'rows'}, h('table', {'aria-label': label}, headRow(columns), body));
}

function headRow(columns) {
  return h('thead', {}, h('tr', {}, columns.map(([title, name]) => h('th', {scope: 'col', class: name || null}, title))));
}

/** A coloured word for a state. */
export function stateChip(state) {
  const mood = {
    delivered: 'ok', up: 'ok', 'no-more-news': 'plain', submitted: 'plain', queued: 'plain',
    deferred: 'warn', degraded: 'warn', connecting: 'warn',
    failed: 'error', expired: 'error', down: 'error', cancelled: 'plain', closed: 'plain',
  }[state] ?? 'plain';
  return h('span', {class: `chip ${mood}`}, h('i', {class: 'dot'}), state.replaceAll('-', ' '));
}
