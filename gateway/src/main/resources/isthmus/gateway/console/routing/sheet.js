// What the raw rows of a sheet are: settings, comments, headings, rows; and how a cell is drawn.

const ROUTING_ATTRIBUTES = new Set(['id', 'kind', 'criterion', 'mandatory', 'weight', 'source', 'comment']);
const POLICY_ATTRIBUTES = new Set(['id', 'comment', 'stage', 'pass']);
const POLICY_ACTIONS = new Set(['force', 'forbid', 'prefer', 'table', 'reject', 'rewrite from', 'rewrite to', 'validity', 'retry', 'change content']);

/** A for the first column, as spreadsheets and error messages count. */
export function letters(index) {
  let text = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  return text;
}

export function isYes(text) {
  return /^(yes|y|true)$/i.test(text);
}

export function isNo(text) {
  return /^(no|n|false)$/i.test(text);
}

function columnKind(type, index, heading) {
  const word = heading.trim().toLowerCase();
  if (index === 0) return 'label';
  if (word === '') return 'unnamed';
  if (type === 'routing') return ROUTING_ATTRIBUTES.has(word) ? 'attribute' : 'service';
  if (type === 'policy') return POLICY_ATTRIBUTES.has(word) ? 'attribute' : POLICY_ACTIONS.has(word) ? 'action' : 'condition';
  return 'attribute';
}

/**
 * The parts of a sheet.
 *
 * @returns {settings: [{row, name, value, index}], heading: row or null, body: [{row, index, comment}],
 *     columns: [{key, index, letter, heading, kind}], type, id, label} where index counts the sheet's rows from 0
 */
export function parts(sheet) {
  const settings = [];
  const body = [];
  let heading = null;
  let headingIndex = -1;
  sheet.rows.forEach((row, index) => {
    const first = (row.cells[0] ?? '').trim();
    const blank = row.cells.every((cell) => (cell ?? '').trim() === '');
    if (first.startsWith('#')) body.push({row, index, comment: true});
    else if (heading === null && first.endsWith(':')) settings.push({row, index, name: first.slice(0, -1), value: row.cells[1] ?? ''});
    else if (heading === null && !blank) {
      heading = row;
      headingIndex = index;
    } else if (heading !== null) body.push({row, index, comment: false});
  });
  const setting = (name) => settings.find((each) => each.name.toLowerCase() === name)?.value.trim() ?? '';
  const type = setting('type').toLowerCase() || 'routing';
  const columns = sheet.columns.map((key, index) => {
    const text = heading?.cells[index] ?? '';
    return {key, index, letter: letters(index), heading: text, kind: columnKind(type, index, text)};
  });
  return {settings, heading, headingIndex, body, columns, type, id: setting('id'), label: setting('name') || sheet.name};
}

const GROUPS = /\B(?=(\d{3})+$)/g;

/** How a cell looks: its shape is yes, no, number or text; what is shown may differ from what is written. */
export function look(type, column, text) {
  if (type === 'routing' && (column.kind === 'service' || column.heading.trim().toLowerCase() === 'mandatory')) {
    if (isYes(text)) return {shape: 'yes', shown: 'Yes'};
    if (isNo(text)) return {shape: 'no', shown: 'No'};
    if (/^\d+$/.test(text)) return {shape: 'number', shown: text.replace(GROUPS, ',')};
    if (/^\d/.test(text)) return {shape: 'number', shown: text};
  }
  if (column.heading.trim().toLowerCase() === 'weight') return {shape: 'number', shown: text};
  return {shape: 'text', shown: text};
}

/** What Space makes of a cell: yes, no, empty, yes … */
export function toggled(text) {
  return isYes(text) ? 'No' : isNo(text) ? '' : 'Yes';
}

/** The key of the row and column that somebody names by keys, by numbers from 1, by heading or by a place such as C4. */
export function locate(book, {sheet, row, column, place}) {
  const lower = String(sheet ?? '').toLowerCase();
  const found =
    book.sheets.find((each) => each.key === sheet) ??
    book.sheets.find((each) => each.name.toLowerCase() === lower) ??
    book.sheets.find((each) => (parts(each).id || each.id || '').toLowerCase() === lower);
  if (!found) return null;
  const named = /^([A-Z]+)?(\d+)?$/.exec(place ?? '');
  let rowKey = found.rows.find((each) => each.key === row)?.key ?? null;
  if (rowKey === null) {
    const number = Number(row || named?.[2] || 0);
    rowKey = Number.isInteger(number) && number > 0 ? found.rows[number - 1]?.key ?? null : null;
  }
  let columnKey = found.columns.includes(column) ? column : null;
  if (columnKey === null) {
    const number = typeof column === 'number' ? column : /^\d+$/.test(column ?? '') ? Number(column) : 0;
    const letter = named?.[1];
    if (number > 0) columnKey = found.columns[number - 1] ?? null;
    else if (letter) columnKey = found.columns.find((_, i) => letters(i) === letter) ?? null;
    else if (column) columnKey = parts(found).columns.find((each) => each.heading.trim().toLowerCase() === String(column).toLowerCase())?.key ?? null;
  }
  return {sheet: found.key, row: rowKey, column: columnKey};
}

/** The place of a cell as spreadsheets name it, such as C4. */
export function placeOf(sheet, rowKey, columnKey) {
  const row = sheet.rows.findIndex((each) => each.key === rowKey);
  const column = sheet.columns.indexOf(columnKey);
  return `${column < 0 ? '' : letters(column)}${row < 0 ? '' : row + 1}`;
}
