// What can be done with the rows, columns and cells that are selected.

import {toggled} from './sheet.js';
import * as steps from './steps.js';

/** @param grid {act(ops, label), go(line, column, extend), write(byTyping), readOnly, tell, revealed, selected} */
export function gridCommands(cursor, grid) {
  /** Goes through yes, no and empty; false where that means nothing. */
  function toggle() {
    const cells = steps.cellsOf(cursor.plan, cursor.range());
    const here = cursor.spot();
    const wanted = toggled(cursor.textAt(here.line, here.column));
    const able = cells.filter(({line, column, text}) =>
      cursor.plan.type === 'routing' && cursor.plan.lines[line].kind === 'row' && (cursor.plan.columns[column].kind === 'service' || /^mandatory$/i.test(cursor.plan.columns[column].heading.trim())) && !/^\d/.test(text));
    if (able.length === 0) return false;
    grid.act(steps.setCells(cursor.plan, able.map((cell) => ({...cell, text: wanted}))), able.length === 1 ? 'yes or no' : `yes or no in ${able.length} cells`);
    return true;
  }

  return {
    toggle,
    insertRow(below) {
      const {top, bottom} = cursor.range();
      const count = cursor.wholeColumns() ? 1 : Math.max(1, bottom - top + 1);
      const line = Math.max(1, below ? bottom + 1 : top);
      grid.act(steps.insertRows(cursor.plan, line, Array.from({length: count}, () => [])), count === 1 ? 'new row' : `${count} new rows`);
      grid.go(line, cursor.spot().column, false);
    },
    insertComment() {
      const {top} = cursor.range();
      const line = Math.max(1, top);
      grid.act(steps.insertRows(cursor.plan, line, [['# ']]), 'new comment line');
      grid.go(line, 0, false);
      if (!grid.readOnly()) grid.write(false);
    },
    deleteRow() {
      const chosen = cursor.range();
      const here = cursor.spot();
      const ops = steps.deleteRows(cursor.plan, chosen);
      grid.act(ops, ops.length === 1 ? 'deleted row' : `${ops.length} deleted rows`);
      grid.go(Math.min(chosen.top, cursor.plan.lines.length - 1), here.column, false);
    },
    moveRow(by) {
      const chosen = cursor.range();
      const before = by < 0 ? chosen.top - 1 : chosen.bottom + 2;
      if (before < 1 || before > cursor.plan.lines.length) return;
      grid.act(steps.moveRows(cursor.plan, chosen, before), 'moved row');
      grid.revealed();
    },
    insertColumn(right) {
      const chosen = cursor.range();
      const column = Math.max(1, right ? chosen.right + 1 : chosen.left);
      grid.act(steps.insertColumns(cursor.plan, column, [{}]), 'new column');
      grid.go(0, column, false);
    },
    deleteColumn() {
      const chosen = cursor.range();
      const ops = steps.deleteColumns(cursor.plan, chosen);
      if (ops.length === 0) grid.tell('The first column names the rows and stays.');
      grid.act(ops, chosen.left === chosen.right ? 'deleted column' : 'deleted columns');
      grid.go(cursor.spot().line, chosen.left, false);
    },
    moveColumn(by) {
      const chosen = cursor.range();
      const before = by < 0 ? chosen.left - 1 : chosen.right + 2;
      if (before < 1 || before > cursor.plan.columns.length) return;
      grid.act(steps.moveColumns(cursor.plan, chosen, before), 'moved column');
      grid.revealed();
    },
    clear: () => grid.act(steps.clear(cursor.plan, cursor.range()), 'cleared cells'),
    fillDown: () => grid.act(steps.fillDown(cursor.plan, cursor.range()), 'fill down'),
    edit: () => grid.write(false),
    selectRow() {
      const {line} = cursor.spot();
      cursor.select(line, 0, line, Infinity);
      grid.selected();
    },
    selectColumn() {
      const {column} = cursor.spot();
      cursor.select(0, column, Infinity, column);
      grid.selected();
    },
    selectAll() {
      cursor.select(0, 0, Infinity, Infinity);
      grid.selected();
    },
  };
}
