// Facts about the pure parts of the page, told as a list of what is not so.

import {apply, applyAll, inverses, mended, Misfit} from '/routing/book.js';
import {parseCells, formatCells} from '/routing/tsv.js';
import {letters, locate, parts, look} from '/routing/sheet.js';
import * as steps from '/routing/steps.js';
import {rawSheet} from './fake-gateway.js';
import {TABLE_1} from './tables.js';

/** Numbers that are the same in each run. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

function anyOp(book, roll, number) {
  const sheet = book.sheets[roll(book.sheets.length)];
  const row = sheet.rows[roll(sheet.rows.length)];
  const column = sheet.columns[roll(sheet.columns.length)];
  const place = (list, but) => [null, ...list.filter((each) => each !== but)][roll(list.length + (but === null ? 1 : 0))] ?? null;
  const rows = sheet.rows.map((each) => each.key);
  switch (roll(9)) {
    case 8: return book.sheets.length > 1 ? {op: 'sheet-delete', sheet: sheet.key} : null;
    case 0: return {op: 'row-insert', sheet: sheet.key, after: place(rows, null), row: `n${number}`, cells: {[column]: String(number)}};
    case 1: return {op: 'row-move', sheet: sheet.key, row: row.key, after: place(rows, row.key)};
    case 2: return rows.length > 2 ? {op: 'row-delete', sheet: sheet.key, row: row.key} : null;
    case 3: return {op: 'column-insert', sheet: sheet.key, after: place(sheet.columns, null), column: `k${number}`, cells: {[row.key]: 'y'}};
    case 4: return {op: 'column-move', sheet: sheet.key, column, after: place(sheet.columns, column)};
    case 5: return sheet.columns.length > 2 ? {op: 'column-delete', sheet: sheet.key, column} : null;
    case 6: return {op: 'sheet-rename', sheet: sheet.key, was: sheet.name, now: `${sheet.name}.`};
    default: return {op: 'cell', sheet: sheet.key, row: row.key, column, was: row.cells[sheet.columns.indexOf(column)] ?? '', now: `t${number}`};
  }
}

const FACTS = {
  'what is done is taken back by its inverse, whatever it was'() {
    for (let seed = 1; seed <= 60; seed++) {
      const roll = dice(seed);
      const start = {sheets: [rawSheet('A', TABLE_1), rawSheet('B', [['x', 'y'], ['1', '2'], ['3', '4']])]};
      let book = start;
      const done = [];
      for (let i = 0; i < 40; i++) {
        const op = anyOp(book, roll, i);
        if (op === null) continue;
        done.push(...inverses(book, [op]).reverse());
        book = apply(book, op);
      }
      const back = applyAll(book, done.reverse());
      const bare = (each) => each.sheets.map(({key, name, columns, rows}) => ({key, name, columns, rows}));
      same(bare(back), bare(start));
    }
  },
  'a cell that somebody else changed is not written over'() {
    const book = {sheets: [rawSheet('A', [['a', 'b']])]};
    let misfit = null;
    try {
      apply(book, {op: 'cell', sheet: 'a', row: 'r1', column: 'c2', was: 'other', now: 'mine'});
    } catch (problem) {
      misfit = problem;
    }
    if (!(misfit instanceof Misfit) || misfit.now !== 'b') throw new Error('it was');
  },
  'an operation that was done already does nothing'() {
    const book = {sheets: [rawSheet('A', [['a', 'b']])]};
    const op = {op: 'cell', sheet: 'a', row: 'r1', column: 'c2', was: 'b', now: 'c'};
    const once = apply(book, op);
    same(apply(once, op), once);
    const row = {op: 'row-insert', sheet: 'a', row: 'n', after: 'r1', cells: {c1: 'x'}};
    same(applyAll(once, [row, row]), apply(once, row));
  },
  'what follows something that is gone goes to the end'() {
    const book = {sheets: [rawSheet('A', [['a', 'b'], ['c', 'd']])]};
    same(mended(book, {op: 'row-insert', sheet: 'a', row: 'n', after: 'gone', cells: {}}).after, 'r2');
    same(mended(book, {op: 'row-move', sheet: 'a', row: 'r2', after: 'gone'}).after, 'r1');
    same(mended(book, {op: 'column-insert', sheet: 'a', column: 'n', after: 'gone', cells: {}}).after, 'c2');
  },
  'cells come back from the clipboard as they went there'() {
    const roll = dice(7);
    const pieces = ['a', '"', '\n', '\t', 'Yes', ' 1', ',', '""', 'é'];
    for (let i = 0; i < 300; i++) {
      const block = Array.from({length: 1 + roll(4)}, () => Array.from({length: 2}, () => Array.from({length: roll(5)}, () => pieces[roll(pieces.length)]).join('').trim()));
      same(parseCells(`${formatCells(block)}\n`), block);
    }
  },
  'a spreadsheet\'s quotes hold lines, and a quote inside a text stays'() {
    same(parseCells('"two\r\nlines"\t"a ""b"""\r\nsays "so"\tx\r\n'), [['two\nlines', 'a "b"'], ['says "so"', 'x']]);
  },
  'columns are lettered as in spreadsheets'() {
    same([0, 25, 26, 51, 52, 701, 702].map(letters), ['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  },
  'settings, comments, headings and rows are told apart'() {
    const shape = parts(rawSheet('A', TABLE_1));
    same(shape.settings.map((each) => each.name), ['Name', 'Strategy']);
    same([shape.headingIndex, shape.body.length, shape.body.filter((each) => each.comment).length], [3, 13, 2]);
    same(shape.columns.map((each) => each.kind), ['label', 'service', 'service', 'service', 'service', 'service', 'attribute']);
    same(look('routing', shape.columns[1], '45000').shown, '45,000');
    same(look('routing', shape.columns[1], '10.000.000').shown, '10.000.000');
  },
  'a place is found by keys, numbers, headings and letters'() {
    const book = {sheets: [rawSheet('Routing table', TABLE_1)]};
    const wanted = {sheet: 'routing-table', row: 'r5', column: 'c3'};
    same(locate(book, {sheet: 'routing-table', row: 'r5', column: 'c3'}), wanted);
    same(locate(book, {sheet: 'ROUTING TABLE', row: 5, column: 3}), wanted);
    same(locate(book, {sheet: 'Routing table', row: 5, column: 'MMS'}), wanted);
    same(locate(book, {sheet: 'Routing table', row: 0, column: 0, place: 'C5'}), wanted);
    same(locate(book, {sheet: 'Nothing', row: 5}), null);
  },
  'rows never come before the headings'() {
    const sheet = rawSheet('A', [['Name:', 'x'], ['# a comment'], ['', 'SMS'], ['one', 'Yes'], ['two', 'No']]);
    const shape = parts(sheet);
    const lines = [{key: 'r3', index: 2, kind: 'heading'}, {key: 'r2', index: 1, kind: 'comment'}, {key: 'r4', index: 3, kind: 'row'}, {key: 'r5', index: 4, kind: 'row'}];
    const plan = {sheet, lines, columns: shape.columns, type: 'routing'};
    const moved = applyAll({sheets: [sheet]}, steps.moveRows(plan, {top: 3, bottom: 3}, 1));
    same(moved.sheets[0].rows.map((row) => row.key), ['r1', 'r2', 'r3', 'r5', 'r4']);
    const added = applyAll({sheets: [sheet]}, steps.insertRows(plan, 1, [['new']]));
    same(added.sheets[0].rows[3].cells, ['new', '']);
  },
  'settings keep their place whatever becomes of the second column'() {
    const sheet = rawSheet('A', [['Name:', 'x', ''], ['Strategy:', 'weights', ''], ['', 'SMS', 'MMS'], ['one', 'Yes', 'No']]);
    const lines = [{key: 'r3', index: 2, kind: 'heading'}, {key: 'r4', index: 3, kind: 'row'}];
    const plan = {sheet, lines, columns: parts(sheet).columns, type: 'routing'};
    const settings = (ops) => parts(applyAll({sheets: [sheet]}, ops).sheets[0]).settings.map((each) => each.value);
    same(settings(steps.moveColumns(plan, {left: 1, right: 1}, 3)), ['x', 'weights']);
    same(settings(steps.deleteColumns(plan, {left: 1, right: 1})), ['x', 'weights']);
    same(settings(steps.insertColumns(plan, 1, [{}])), ['x', 'weights']);
  },
  'what is pasted grows the sheet only when it may'() {
    const sheet = rawSheet('A', [['', 'SMS'], ['one', 'Yes'], ['# note'], ['two', 'No']]);
    const lines = [{key: 'r1', index: 0, kind: 'heading'}, {key: 'r2', index: 1, kind: 'row'}, {key: 'r3', index: 2, kind: 'comment'}, {key: 'r4', index: 3, kind: 'row'}];
    const plan = {sheet, lines, columns: parts(sheet).columns, type: 'routing'};
    const block = [['a', 'b'], ['c', 'd'], ['e', 'f']];
    const range = {top: 1, bottom: 1, left: 1, right: 1};
    const fit = steps.paste(plan, range, block, false);
    same([fit.rows, fit.columns], [1, 1]);
    same(applyAll({sheets: [sheet]}, fit.ops).sheets[0].rows.map((row) => row.cells), [['', 'SMS'], ['one', 'a'], ['# note', ''], ['two', 'c']]);
    const grown = applyAll({sheets: [sheet]}, steps.paste(plan, range, block, true).ops).sheets[0];
    same(grown.rows.map((row) => row.cells), [['', 'SMS', ''], ['one', 'a', 'b'], ['# note', '', ''], ['two', 'c', 'd'], ['', 'e', 'f']]);
  },
};

function same(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}

/** The facts that were tried, and what of them is not so. */
export function run() {
  const wrong = [];
  for (const [fact, check] of Object.entries(FACTS)) {
    try {
      check();
    } catch (problem) {
      wrong.push(`${fact}: ${problem.message}`);
    }
  }
  return {tried: Object.keys(FACTS).length, wrong};
}
