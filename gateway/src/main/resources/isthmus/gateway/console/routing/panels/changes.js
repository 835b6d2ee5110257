// What differs from another version or draft, cell by cell, in a list and as marks in the grid.

import {h, replace} from '/assets/dom.js';
import {isf} from '../isf.js';
import {letters, locate, parts} from '../sheet.js';
import {afterPause, count, sourceName} from '../words.js';

const SIGN = {cell: '~', 'row-added': '+', 'row-removed': '−', 'row-moved': '↕', 'column-added': '+', 'column-removed': '−', 'column-moved': '↔', setting: '~', 'comment-line': '#'};
const SAYS = {'row-added': 'new row', 'row-removed': 'removed row', 'row-moved': 'moved row', 'column-added': 'new column', 'column-removed': 'removed column', 'column-moved': 'moved column', setting: 'setting', 'comment-line': 'comment'};

export function changesPanel(desk) {
  const against = h('select', {'aria-label': 'Compare with', class: 'wide', id: 'against'});
  const box = h('div', {class: 'changes', 'aria-live': 'polite'});
  let diff = null;
  let open = false;
  let asked = 0;

  function choices() {
    const kept = against.value;
    const own = desk.source;
    const base = desk.shown?.base;
    const options = [['active', `Version ${desk.state.ruling.version}, which rules`]];
    if (base && base !== desk.state.ruling.version) options.push([`version:${base}`, `Version ${base}, which it was made from`]);
    for (const each of desk.versions) {
      const value = `version:${each.version}`;
      if (value !== own && each.version !== desk.state.ruling.version && each.version !== base) options.push([value, `Version ${each.version}${each.name ? `, ${each.name}` : ''}`]);
    }
    for (const each of desk.state.drafts) if (`draft:${each.id}` !== own) options.push([`draft:${each.id}`, `Draft ${each.name}`]);
    replace(against, options.map(([value, text]) => h('option', {value}, text)));
    against.value = options.some(([value]) => value === kept) ? kept : 'active';
  }

  /** The cells of a row or column that came or went. */
  function wholeText(each) {
    const cells = each.cells?.length ? each.cells.slice(1) : Object.values(each.byRow ?? {});
    return cells.filter((cell) => cell !== '').join(' · ');
  }

  function change(each, sheet) {
    const both = each.kind === 'cell' || each.kind === 'setting' || each.kind === 'comment-line';
    const place = [each.row, each.column].filter(Boolean).join(' · ');
    return h('li', {class: `change-${each.kind}`}, h('button', {type: 'button', class: 'place-button', onclick: () => desk.jump({sheet: sheet.name, row: each.toRow, column: each.toColumn || each.column})},
      h('span', {class: 'sign', 'aria-hidden': 'true'}, SIGN[each.kind] ?? '~'),
      h('span', {class: 'where'}, SAYS[each.kind] ? `${SAYS[each.kind]} ` : '', h('strong', {}, place || `row ${each.toRow || each.fromRow}`)),
      both
        ? h('span', {class: 'values'}, h('del', {}, each.before || 'empty'), ' → ', h('ins', {}, each.after || 'empty'))
        : each.kind === 'row-moved' ? h('span', {class: 'values note'}, `from row ${each.fromRow} to ${each.toRow}`)
          : each.kind === 'column-moved' ? h('span', {class: 'values note'}, `from ${letters(each.fromColumn - 1)} to ${letters(each.toColumn - 1)}`)
            : h('span', {class: 'values note'}, wholeText(each))));
  }

  function draw() {
    const changed = diff.sheets.filter((sheet) => sheet.change !== 'same');
    const number = changed.reduce((sum, sheet) => sum + Math.max(1, sheet.changes.length), 0);
    desk.counted('changes', number, false);
    replace(box, diff.same || changed.length === 0
      ? h('p', {class: 'empty'}, `The same as ${sourceName(desk, against.value)}.`)
      : changed.map((sheet) => h('section', {},
        h('h3', {}, sheet.name, h('span', {class: 'note'}, [sheet.was && `was ${sheet.was}`, sheet.moved && 'moved', sheet.change === 'changed' ? count(sheet.changes.length, 'change') : `${sheet.change} sheet${sheet.rows?.length ? ` of ${count(sheet.rows.length, 'row')}` : ''}`].filter(Boolean).join(', '))),
        h('ul', {class: 'places'}, sheet.changes.slice(0, 300).map((each) => change(each, sheet))),
        sheet.changes.length > 300 && h('p', {class: 'note'}, `and ${sheet.changes.length - 300} more`))));
  }

  function mark() {
    const changed = new Map();
    const newRows = new Set();
    const newColumns = new Set();
    for (const sheet of open && diff ? diff.sheets : []) {
      const own = desk.book.sheets.find((each) => each.name === sheet.name);
      if (!own) continue;
      const columns = parts(own).columns;
      for (const each of sheet.changes) {
        const place = each.toRow ? locate(desk.book, {sheet: sheet.name, row: each.toRow, column: each.toColumn || each.column}) : null;
        if (each.kind === 'cell' && place?.row && place.column) changed.set(`${place.row}|${place.column}`, each.before);
        if (each.kind === 'row-added' && place?.row) newRows.add(place.row);
        if (each.kind === 'column-added') {
          const column = columns.find((one) => (each.toColumn ? one.index === each.toColumn - 1 : one.heading === each.column));
          if (column) newColumns.add(column.key);
        }
      }
    }
    desk.markChanges(changed, newRows, newColumns);
  }

  async function read() {
    choices();
    const mine = ++asked;
    const source = desk.source;
    await desk.settled();
    try {
      const answer = await isf.diff(against.value, source);
      if (mine !== asked || source !== desk.source) return;
      diff = answer;
      draw();
    } catch (problem) {
      if (mine !== asked) return;
      diff = null;
      replace(box, h('p', {class: 'wrong'}, problem.message));
    }
    mark();
  }

  against.addEventListener('change', read);
  const soon = afterPause(read, 500);
  return {
    id: 'changes', title: 'Changes', element: h('div', {}, h('div', {class: 'panel-bar'}, h('span', {class: 'note'}, 'against'), against), box),
    opened() {
      open = true;
      read();
    },
    closed() {
      open = false;
      mark();
    },
    changed: soon,
    moved: read,
    always: true,
    /** Compares with another source. */
    compare(source) {
      choices();
      against.value = source;
      read();
    },
  };
}
