// A workbook of text cells and the operations that change it. Pure: a change gives a new book that
// shares what stayed, so that views can be rebuilt from confirmed and waiting edits at any time.
//
// Book: {sheets: [{key, name, id, type, columns: [columnKey], rows: [{key, cells: [text]}]}]}

/** An operation that does not fit what stands there; `now` is the other text when a cell differs. */
export class Misfit extends Error {
  constructor(op, message, now = null) {
    super(message);
    this.op = op;
    this.now = now;
  }
}

let lastKey = 0;

/** A key that no other editor makes. */
export function newKey(kind) {
  lastKey += 1;
  return `${kind}-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}-${lastKey.toString(36)}`;
}

export function sheetOf(book, key) {
  return book.sheets.find((sheet) => sheet.key === key) ?? null;
}

export function rowOf(sheet, key) {
  return sheet.rows.find((row) => row.key === key) ?? null;
}

/** The text of a cell; blank beyond the end of a row. */
export function cellOf(sheet, rowKey, columnKey) {
  const row = rowOf(sheet, rowKey);
  const at = sheet.columns.indexOf(columnKey);
  return row === null || at < 0 ? '' : row.cells[at] ?? '';
}

const after = (list, key, keyOf) => (key === null || key === undefined ? 0 : list.findIndex((each) => keyOf(each) === key) + 1);
const without = (list, at) => [...list.slice(0, at), ...list.slice(at + 1)];
const within = (list, at, item) => [...list.slice(0, at), item, ...list.slice(at)];
const same = (each) => each;

function padded(cells, length) {
  return Array.from({length}, (_, i) => cells[i] ?? '');
}

/** Cells by the keys of their columns, in the order of the columns. */
function ordered(cells, columns) {
  return columns.map((column) => cells?.[column] ?? '');
}

/** The cells of a row that hold anything, by the keys of their columns. */
export function keyedCells(cells, columns) {
  return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '']).filter(([, text]) => text !== ''));
}

function place(op, list, key, keyOf, what) {
  const at = after(list, key, keyOf);
  if (at === 0 && key !== null && key !== undefined) throw new Misfit(op, `the ${what} before it is gone`);
  return at;
}

const ON_SHEET = {
  cell(sheet, op) {
    const r = sheet.rows.findIndex((row) => row.key === op.row);
    const c = sheet.columns.indexOf(op.column);
    if (r < 0) throw new Misfit(op, 'the row is gone');
    if (c < 0) throw new Misfit(op, 'the column is gone');
    const stands = sheet.rows[r].cells[c] ?? '';
    if (stands === op.now) return sheet;
    if (stands !== op.was) throw new Misfit(op, 'the cell was changed', stands);
    const cells = padded(sheet.rows[r].cells, sheet.columns.length);
    cells[c] = op.now;
    const rows = sheet.rows.slice();
    rows[r] = {...rows[r], cells};
    return {...sheet, rows};
  },
  'row-insert'(sheet, op) {
    if (rowOf(sheet, op.row)) return sheet;
    const at = place(op, sheet.rows, op.after, (row) => row.key, 'row');
    return {...sheet, rows: within(sheet.rows, at, {key: op.row, cells: ordered(op.cells, sheet.columns)})};
  },
  'row-move'(sheet, op) {
    const from = sheet.rows.findIndex((row) => row.key === op.row);
    if (from < 0) throw new Misfit(op, 'the row is gone');
    const rest = without(sheet.rows, from);
    return {...sheet, rows: within(rest, place(op, rest, op.after, (row) => row.key, 'row'), sheet.rows[from])};
  },
  'row-delete'(sheet, op) {
    const at = sheet.rows.findIndex((row) => row.key === op.row);
    return at < 0 ? sheet : {...sheet, rows: without(sheet.rows, at)};
  },
  'column-insert'(sheet, op) {
    if (sheet.columns.includes(op.column)) return sheet;
    const at = place(op, sheet.columns, op.after, same, 'column');
    return {
      ...sheet,
      columns: within(sheet.columns, at, op.column),
      rows: sheet.rows.map((row) => ({...row, cells: within(padded(row.cells, sheet.columns.length), at, op.cells?.[row.key] ?? '')})),
    };
  },
  'column-move'(sheet, op) {
    const from = sheet.columns.indexOf(op.column);
    if (from < 0) throw new Misfit(op, 'the column is gone');
    const rest = without(sheet.columns, from);
    const to = place(op, rest, op.after, same, 'column');
    const moved = (list) => within(without(list, from), to, list[from]);
    return {...sheet, columns: moved(sheet.columns), rows: sheet.rows.map((row) => ({...row, cells: moved(padded(row.cells, sheet.columns.length))}))};
  },
  'column-delete'(sheet, op) {
    const at = sheet.columns.indexOf(op.column);
    if (at < 0) return sheet;
    return {...sheet, columns: without(sheet.columns, at), rows: sheet.rows.map((row) => ({...row, cells: without(padded(row.cells, sheet.columns.length), at)}))};
  },
  'sheet-rename'(sheet, op) {
    if (sheet.name !== op.was && sheet.name !== op.now) throw new Misfit(op, 'the sheet was renamed', sheet.name);
    return {...sheet, name: op.now};
  },
};

/**
 * The book after an operation.
 *
 * @throws Misfit when it does not fit what stands there
 */
export function apply(book, op) {
  const at = book.sheets.findIndex((sheet) => sheet.key === op.sheet);
  if (op.op === 'sheet-insert') {
    if (at >= 0) return book;
    const {columns, rows} = op;
    const sheet = {key: op.sheet, name: op.name, columns, rows: rows.map(({key, cells}) => ({key, cells: padded(cells, columns.length)}))};
    return {...book, sheets: within(book.sheets, place(op, book.sheets, op.after, (each) => each.key, 'sheet'), sheet)};
  }
  if (op.op === 'sheet-delete') return at < 0 ? book : {...book, sheets: without(book.sheets, at)};
  if (at < 0) throw new Misfit(op, 'the sheet is gone');
  if (op.op === 'sheet-move') {
    const rest = without(book.sheets, at);
    return {...book, sheets: within(rest, place(op, rest, op.after, (each) => each.key, 'sheet'), book.sheets[at])};
  }
  const change = ON_SHEET[op.op];
  if (!change) throw new Misfit(op, `nobody knows the operation ${op.op}`);
  const next = change(book.sheets[at], op);
  if (next === book.sheets[at]) return book;
  const sheets = book.sheets.slice();
  sheets[at] = next;
  return {...book, sheets};
}

/** The operation that makes a sheet of texts. */
export function newSheet(name, texts, after) {
  const columns = Array.from({length: Math.max(...texts.map((row) => row.length))}, (_, i) => `c${i + 1}`);
  return {op: 'sheet-insert', sheet: newKey('s'), after, name, columns, rows: texts.map((cells, i) => ({key: `r${i + 1}`, cells: padded(cells, columns.length)}))};
}

/** An operation that goes to the end when what it should follow is gone; others as they are. */
export function mended(book, op) {
  const sheet = sheetOf(book, op.sheet);
  if (!sheet || !op.after) return op;
  if (op.op.startsWith('row-') && !rowOf(sheet, op.after)) return {...op, after: sheet.rows.filter((row) => row.key !== op.row).at(-1)?.key ?? null};
  if (op.op.startsWith('column-') && !sheet.columns.includes(op.after)) return {...op, after: sheet.columns.filter((column) => column !== op.column).at(-1) ?? null};
  return op;
}

export function applyAll(book, ops) {
  return ops.reduce(apply, book);
}

const before = (list, key, keyOf) => {
  const at = list.findIndex((each) => keyOf(each) === key);
  return at > 0 ? keyOf(list[at - 1]) : null;
};

/** The operation that takes one back; `book` is what stood before it. */
export function inverse(book, op) {
  const sheet = sheetOf(book, op.sheet);
  switch (op.op) {
    case 'cell': return {...op, was: op.now, now: op.was};
    case 'row-insert': return {op: 'row-delete', sheet: op.sheet, row: op.row};
    case 'row-move': return {...op, after: before(sheet.rows, op.row, (row) => row.key)};
    case 'row-delete': return {op: 'row-insert', sheet: op.sheet, row: op.row, after: before(sheet.rows, op.row, (row) => row.key), cells: keyedCells(rowOf(sheet, op.row).cells, sheet.columns)};
    case 'column-insert': return {op: 'column-delete', sheet: op.sheet, column: op.column};
    case 'column-move': return {...op, after: before(sheet.columns, op.column, same)};
    case 'column-delete': {
      const at = sheet.columns.indexOf(op.column);
      const cells = Object.fromEntries(sheet.rows.filter((row) => row.cells[at]).map((row) => [row.key, row.cells[at]]));
      return {op: 'column-insert', sheet: op.sheet, column: op.column, after: before(sheet.columns, op.column, same), cells};
    }
    case 'sheet-rename': return {...op, was: op.now, now: op.was};
    case 'sheet-move': return {...op, after: before(book.sheets, op.sheet, (each) => each.key)};
    case 'sheet-insert': return {op: 'sheet-delete', sheet: op.sheet};
    case 'sheet-delete': return {op: 'sheet-insert', sheet: op.sheet, after: before(book.sheets, op.sheet, (each) => each.key), name: sheet.name, columns: sheet.columns, rows: sheet.rows};
    default: throw new Misfit(op, `nobody knows the operation ${op.op}`);
  }
}

/** Operations that take several back, the last one first. */
export function inverses(book, ops) {
  const back = [];
  let stands = book;
  for (const op of ops) {
    back.unshift(inverse(stands, op));
    stands = apply(stands, op);
  }
  return back;
}
