// Mouse and finger on the grid: choose, sweep, write, menu; rows and columns are pulled in drag.js.

import {dragging} from './drag.js';
import * as steps from './steps.js';

export function gridPointer(element, cursor, grid, view) {
  const cellAt = (target) => {
    const cell = target instanceof Element ? target.closest('.cell') : null;
    return cell && element.contains(cell) ? {line: Number(cell.dataset.line), column: Number(cell.dataset.column)} : null;
  };
  let sweeping = false;
  let wasActive = false;
  element.addEventListener('pointerdown', (event) => {
    if (event.target.closest('.cell-editor')) return;
    if (grid.writing()) grid.finish();
    const gutter = event.target.closest('.gutter');
    if (gutter) return;
    const cell = cellAt(event.target);
    if (!cell || event.button !== 0) {
      if (cell && event.button === 2) {
        const {top, bottom, left, right} = cursor.range();
        if (cell.line < top || cell.line > bottom || cell.column < left || cell.column > right) grid.go(cell.line, cell.column, false);
      }
      return;
    }
    const here = cursor.spot();
    wasActive = here.line === cell.line && here.column === cell.column && cursor.anchor === null;
    grid.go(cell.line, cell.column, event.shiftKey);
    grid.focus();
    sweeping = event.pointerType === 'mouse';
    if (event.pointerType === 'mouse') event.preventDefault();
  });
  element.addEventListener('pointermove', (event) => {
    if (!sweeping || event.buttons !== 1) {
      sweeping = false;
      return;
    }
    const cell = cellAt(document.elementFromPoint(event.clientX, event.clientY));
    const here = cell && cursor.spot();
    if (cell && (cell.line !== here.line || cell.column !== here.column)) grid.go(cell.line, cell.column, true);
  });
  element.addEventListener('click', (event) => {
    if (event.pointerType === 'touch' && wasActive && cellAt(event.target)) grid.write(false);
  });
  element.addEventListener('dblclick', (event) => {
    if (cellAt(event.target)) grid.write(false);
  });
  element.addEventListener('contextmenu', (event) => {
    if (event.target.closest('.cell-editor')) return;
    event.preventDefault();
    grid.openMenu(event.clientX, event.clientY);
  });
  dragging(element, {
    height: view.rowHeight,
    plan: () => cursor.plan,
    range: () => cursor.range(),
    head: view.head,
    select(kind, number, extend) {
      const from = extend && cursor.anchor ? cursor.anchor : null;
      if (kind === 'row') cursor.select(from ? cursor.lineOf(from.row) : number, 0, number, Infinity);
      else cursor.select(0, from ? cursor.columnOf(from.column) : number, Infinity, number);
      grid.selected();
      grid.moved();
      grid.focus();
    },
    drop: (kind, before) =>
      (kind === 'row' ? grid.act(steps.moveRows(cursor.plan, cursor.range(), before), 'moved row') : grid.act(steps.moveColumns(cursor.plan, cursor.range(), before), 'moved column')),
    able: () => grid.readOnly() === null,
  });
}
