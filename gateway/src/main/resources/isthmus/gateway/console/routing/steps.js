// What one gesture in the grid means as operations on the draft. Pure. A `plan` is what the grid
// shows: {sheet, lines: [{key, index, kind: heading|row|comment}], columns: [{key, index, …}]};
// a `range` counts lines and columns from 0: {top, bottom, left, right}.

import {applyAll, newKey, keyedCells, rowOf} from './book.js';
import {parts} from './sheet.js';

const textAt = (plan, line, column) => plan.sheet.rows[plan.lines[line].index].cells[plan.columns[column].index] ?? '';

/** Sets cells: [{line, column, text}] by their numbers in the plan. */
export function setCells(plan, cells) {
  return cells
    .filter(({line, column, text}) => textAt(plan, line, column) !== text)
    .map(({line, column, text}) => ({
      op: 'cell', sheet: plan.sheet.key, row: plan.lines[line].key, column: plan.columns[column].key, was: textAt(plan, line, column), now: text,
    }));
}

/** Every cell of a range that can be written, with its numbers and text. */
export function cellsOf(plan, {top, bottom, left, right}) {
  const cells = [];
  for (let line = top; line <= bottom; line++) {
    for (let column = left; column <= right; column++) {
      if (plan.lines[line].kind === 'comment' && column > 0) continue;
      cells.push({line, column, text: textAt(plan, line, column)});
    }
  }
  return cells;
}

/** Empties cells; headings only when nothing else is meant, since without them no row can be read. */
export function clear(plan, range) {
  const cells = cellsOf(plan, range).filter((cell) => range.bottom === 0 || plan.lines[cell.line].kind !== 'heading');
  return setCells(plan, cells.map((cell) => ({...cell, text: ''})));
}

/** The first line of the range goes into those below. */
export function fillDown(plan, range) {
  return setCells(plan, cellsOf(plan, range).filter((cell) => plan.lines[cell.line].kind === 'row').map((cell) => ({...cell, text: textAt(plan, range.top, cell.column)})));
}

/** The key of the sheet's row before a line; never one before the headings, which would end them. */
function above(plan, line) {
  const headings = plan.lines[0]?.kind === 'heading' ? plan.lines[0].index : -1;
  const index = Math.max(headings + 1, line < plan.lines.length ? plan.lines[line].index : plan.sheet.rows.length);
  return index > 0 ? plan.sheet.rows[index - 1].key : null;
}

/** New rows before a line; beyond the last line they go to the end. Their cells are in the order of columns. */
export function insertRows(plan, line, rows, columns = plan.sheet.columns) {
  let after = line < plan.lines.length ? above(plan, line) : plan.sheet.rows.at(-1)?.key ?? null;
  return rows.map((cells) => {
    const op = {op: 'row-insert', sheet: plan.sheet.key, after, row: newKey('r'), cells: keyedCells(cells, columns)};
    after = op.row;
    return op;
  });
}

export function deleteRows(plan, {top, bottom}) {
  return plan.lines.slice(top, bottom + 1).filter((line) => line.kind !== 'heading').map((line) => ({op: 'row-delete', sheet: plan.sheet.key, row: line.key}));
}

/** Rows go before a line, in their order. */
export function moveRows(plan, {top, bottom}, before) {
  if (before >= top && before <= bottom + 1) return [];
  const moving = plan.lines.slice(top, bottom + 1);
  if (moving.some((line) => line.kind === 'heading')) return [];
  let after = before < plan.lines.length ? above(plan, before) : plan.lines.at(-1).key;
  return moving.map((line) => {
    const op = {op: 'row-move', sheet: plan.sheet.key, row: line.key, after};
    after = line.key;
    return op;
  });
}

/**
 * The same operations, and with them what keeps the values of settings in the second column: they
 * stand there whatever column comes to be the second one.
 */
function keepingSettings(plan, ops) {
  const {settings} = parts(plan.sheet);
  if (ops.length === 0 || settings.length === 0) return ops;
  const [next] = applyAll({sheets: [plan.sheet]}, ops).sheets;
  const [was, now] = [plan.sheet.columns[1], next.columns[1]];
  if (was === now) return ops;
  const cell = (row, column, before, text) => ({op: 'cell', sheet: plan.sheet.key, row: row.key, column, was: before, now: text});
  const kept = [];
  for (const {row, value} of settings) {
    const stands = rowOf(next, row.key).cells[1] ?? '';
    if (now && stands !== value) kept.push(cell(row, now, stands, value));
    if (value !== '' && next.columns.includes(was)) kept.push(cell(row, was, value, ''));
  }
  return [...ops, ...kept];
}

/** New columns before a column: texts by row key for each. */
export function insertColumns(plan, column, columns) {
  let after = column < plan.columns.length ? plan.columns[column].index - 1 : plan.sheet.columns.length - 1;
  let key = after >= 0 ? plan.sheet.columns[after] : null;
  return keepingSettings(plan, columns.map((cells) => {
    const op = {op: 'column-insert', sheet: plan.sheet.key, after: key, column: newKey('c'), cells};
    key = op.column;
    return op;
  }));
}

/** The first column names the rows and stays. */
export function deleteColumns(plan, {left, right}) {
  return keepingSettings(plan, plan.columns.slice(Math.max(1, left), right + 1).map((column) => ({op: 'column-delete', sheet: plan.sheet.key, column: column.key})));
}

export function moveColumns(plan, {left, right}, before) {
  if (left < 1 || before < 1 || (before >= left && before <= right + 1)) return [];
  const moving = plan.columns.slice(left, right + 1);
  let after = plan.columns[before - 1].key;
  return keepingSettings(plan, moving.map((column) => {
    const op = {op: 'column-move', sheet: plan.sheet.key, column: column.key, after};
    after = column.key;
    return op;
  }));
}

/**
 * Cells from the clipboard, put at the top left of a range; one cell fills the range.
 *
 * @returns {ops, rows, columns}: the operations, and how many rows and columns do not fit
 *     (`grow` false) or are added (`grow` true)
 */
export function paste(plan, range, block, grow) {
  if (block.length === 0) return {ops: [], rows: 0, columns: 0};
  if (block.length === 1 && block[0].length === 1) {
    return {ops: setCells(plan, cellsOf(plan, range).map((cell) => ({...cell, text: block[0][0]}))), rows: 0, columns: 0};
  }
  const targets = [];
  for (let line = range.top; line < plan.lines.length && targets.length < block.length; line++) {
    if (plan.lines[line].kind !== 'comment') targets.push(line);
  }
  const width = block[0].length;
  const fitting = Math.min(width, plan.columns.length - range.left);
  const rows = block.length - targets.length;
  const columns = width - fitting;
  const cells = [];
  targets.forEach((line, i) => {
    for (let c = 0; c < fitting; c++) cells.push({line, column: range.left + c, text: block[i][c]});
  });
  const ops = setCells(plan, cells);
  const keys = plan.sheet.columns.slice();
  if (grow && columns > 0) {
    const texts = Array.from({length: columns}, (_, c) =>
      Object.fromEntries(targets.map((line, i) => [plan.lines[line].key, block[i][fitting + c]]).filter(([, text]) => text !== '')));
    const added = insertColumns(plan, plan.columns.length, texts);
    keys.push(...added.filter((op) => op.op === 'column-insert').map((op) => op.column));
    ops.push(...added);
  }
  if (grow && rows > 0) {
    const lead = Array.from({length: plan.columns[range.left].index}, () => '');
    ops.push(...insertRows(plan, plan.lines.length, block.slice(targets.length).map((texts) => [...lead, ...texts]), keys));
  }
  return {ops, rows: Math.max(0, rows), columns: Math.max(0, columns)};
}
