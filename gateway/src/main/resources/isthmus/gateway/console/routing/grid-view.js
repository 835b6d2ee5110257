// Draws a sheet. Only the rows in sight are in the document, so that hundreds of rows stay quick.

import {h, replace} from '/assets/dom.js';
import {look} from './sheet.js';

const SPARE = 8;
const GUTTER = 44;

/** Marks on cells by `row|column`, on rows and on columns by their keys. */
export const NO_MARKS = {problems: new Map(), lit: new Map(), litRows: new Map(), changed: new Map(), newRows: new Set(), newColumns: new Set(), touched: new Map()};

const at = (row, column) => `${row}|${column}`;
const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

export function gridView(cursor) {
  const head = h('div', {class: 'grid-head', role: 'row', 'aria-rowindex': 1});
  const body = h('div', {class: 'grid-body', role: 'rowgroup'});
  const element = h('div', {class: 'grid', role: 'grid', tabindex: 0, 'aria-multiselectable': 'true', 'aria-label': 'Sheet'}, h('div', {role: 'rowgroup', class: 'grid-top'}, head), body);
  const pen = document.createElement('canvas').getContext('2d');
  const rows = new Map();
  const widths = new Map();
  let marks = NO_MARKS;
  let drawnColumns = '';

  const rowHeight = () => (matchMedia('(pointer: coarse)').matches ? 40 : 30);

  function measure() {
    const name = cursor.plan.sheet.key;
    const before = widths.get(name) ?? new Map();
    const next = new Map();
    const face = getComputedStyle(element).fontFamily;
    const wide = (text, weight) => {
      pen.font = `${weight} 13px ${face}`;
      return pen.measureText(text).width;
    };
    for (const column of cursor.plan.columns) {
      // The longest text is as good as the widest, and measured once.
      let longest = '';
      let marked = 0;
      for (const line of cursor.plan.lines) {
        if (line.kind !== 'row') continue;
        const {shape, shown} = look(cursor.plan.type, column, cursor.plan.sheet.rows[line.index].cells[column.index] ?? '');
        if (shape === 'yes' || shape === 'no') marked = wide('Yes', 400) + 40;
        else if (shown.length > longest.length) longest = shown;
      }
      const word = column.heading.split(/\s+/).reduce((a, b) => (b.length > a.length ? b : a), '');
      const least = {label: 150, service: 62}[column.kind] ?? 64;
      const most = {label: 290, service: 120}[column.kind] ?? 240;
      const wanted = Math.ceil(clamp(Math.max(wide(longest, column.kind === 'label' ? 600 : 400) + 20, marked, wide(word, 600) + 18), least, most));
      next.set(column.key, Math.max(wanted, before.get(column.key) ?? 0));
    }
    widths.set(name, next);
    const template = [`${GUTTER}px`, ...cursor.plan.columns.map((column) => `${next.get(column.key)}px`)];
    element.style.setProperty('--columns', template.join(' '));
    element.style.setProperty('--width', `${template.reduce((sum, each) => sum + parseInt(each, 10), 0)}px`);
  }

  function drawHead() {
    const line = cursor.plan.lines[0]?.kind === 'heading' ? cursor.plan.lines[0] : null;
    const cells = cursor.plan.columns.map((column, i) => {
      const wrong = line && marks.problems.get(at(line.key, column.key));
      const cell = h('div', {
        class: `cell heading ${column.kind}${wrong ? ' wrong' : ''}${marks.newColumns.has(column.key) ? ' new' : ''}${marks.changed.has(at(line?.key, column.key)) ? ' changed' : ''}`,
        role: 'columnheader', 'aria-colindex': i + 2, title: wrong ? wrong.join('\n') : column.heading, 'data-column': i, 'data-line': 0, id: `cell-0-${i}`,
      }, h('span', {class: 'letter', 'aria-hidden': 'true'}, column.letter), h('span', {class: 'heading-text'}, column.heading));
      return cell;
    });
    replace(head, h('div', {class: 'gutter grid-corner', role: 'columnheader', 'aria-colindex': 1, 'data-corner': true, 'aria-label': 'Row numbers'}, line ? String(line.index + 1) : ''), cells);
  }

  function cellClass(line, column, shape) {
    const key = at(line.key, column.key);
    const lit = marks.lit.get(key);
    return ['cell', column.kind, shape,
      marks.problems.has(key) && 'wrong', marks.changed.has(key) && 'changed', marks.newColumns.has(column.key) && 'new',
      lit && `lit-${lit}`, marks.touched.has(key) && 'touched'].filter(Boolean).join(' ');
  }

  function drawCell(cell, line, column) {
    const text = cursor.plan.sheet.rows[line.index].cells[column.index] ?? '';
    const {shape, shown} = look(cursor.plan.type, column, text);
    const looks = `${cellClass(line, column, shape)}`;
    if (cell.className !== looks) cell.className = looks;
    const one = shown.replaceAll('\n', ' ⏎ ');
    if (cell.textContent !== one) cell.textContent = one;
    const key = at(line.key, column.key);
    const notes = [...(marks.problems.get(key) ?? []), ...(marks.changed.has(key) ? [`before: ${marks.changed.get(key) || 'empty'}`] : []), ...(marks.touched.has(key) ? [`by ${marks.touched.get(key)}`] : [])];
    const title = notes.length ? notes.join('\n') : one.length > 12 ? text : '';
    if (cell.title !== title) cell.title = title;
    if (marks.problems.has(key)) cell.setAttribute('aria-invalid', 'true');
    else cell.removeAttribute('aria-invalid');
  }

  function makeRow(number) {
    const line = cursor.plan.lines[number];
    const gutter = h('div', {class: 'gutter', role: 'rowheader', 'aria-colindex': 1, title: 'Select the row; drag to move it'});
    const cells = line.kind === 'comment'
      ? [h('div', {class: 'cell comment', role: 'gridcell', 'aria-colindex': 2, 'aria-colspan': cursor.plan.columns.length}, h('span', {}))]
      : cursor.plan.columns.map((column, i) => h('div', {role: column.kind === 'label' ? 'rowheader' : 'gridcell', 'aria-colindex': i + 2}));
    return h('div', {class: `grid-row ${line.kind}`, role: 'row'}, gutter, cells);
  }

  function drawRow(row, number, height) {
    const line = cursor.plan.lines[number];
    row.style.transform = `translateY(${(number - 1) * height}px)`;
    row.setAttribute('aria-rowindex', number + 1);
    row.classList.toggle('new', marks.newRows.has(line.key));
    row.classList.toggle('lit', marks.litRows.has(line.key));
    const gutter = row.firstElementChild;
    const count = String(line.index + 1);
    if (gutter.textContent !== count) gutter.textContent = count;
    gutter.dataset.line = number;
    if (line.kind === 'comment') {
      const cell = row.children[1];
      const text = cursor.plan.sheet.rows[line.index].cells[0] ?? '';
      cell.dataset.line = number;
      cell.dataset.column = 0;
      cell.id = `cell-${number}-0`;
      if (cell.textContent !== text) cell.firstElementChild.textContent = text;
      cell.title = text;
      return;
    }
    cursor.plan.columns.forEach((column, i) => {
      const cell = row.children[i + 1];
      drawCell(cell, line, column);
      cell.dataset.line = number;
      cell.dataset.column = i;
      cell.id = `cell-${number}-${i}`;
    });
  }

  function drawRows() {
    if (!cursor.plan) return;
    const height = rowHeight();
    const count = Math.max(0, cursor.plan.lines.length - 1);
    element.style.setProperty('--row', `${height}px`);
    body.style.height = `${count * height}px`;
    const first = clamp(Math.floor(element.scrollTop / height) - SPARE, 0, count);
    const last = clamp(Math.ceil((element.scrollTop + element.clientHeight) / height) + SPARE, 0, count);
    const seen = new Set();
    for (let number = first + 1; number <= last; number++) {
      const line = cursor.plan.lines[number];
      const key = `${line.kind}/${line.key}`;
      seen.add(key);
      let row = rows.get(key);
      if (!row) {
        row = makeRow(number);
        rows.set(key, row);
        body.append(row);
      }
      drawRow(row, number, height);
    }
    for (const [key, row] of rows) {
      if (seen.has(key)) continue;
      row.remove();
      rows.delete(key);
    }
    drawSelection();
  }

  function drawSelection() {
    const {top, bottom, left, right} = cursor.range();
    const here = cursor.spot();
    for (const cell of element.querySelectorAll('.cell')) {
      const line = Number(cell.dataset.line);
      const column = Number(cell.dataset.column);
      const whole = cell.classList.contains('comment');
      const is = line === here.line && (whole || column === here.column);
      const inside = (top !== bottom || left !== right) && line >= top && line <= bottom && (whole || (column >= left && column <= right));
      cell.classList.toggle('active', is);
      cell.classList.toggle('selected', inside);
      if (is || inside) cell.setAttribute('aria-selected', 'true');
      else cell.removeAttribute('aria-selected');
    }
    element.setAttribute('aria-activedescendant', `cell-${here.line}-${cursor.plan.lines[here.line]?.kind === 'comment' ? 0 : here.column}`);
  }

  function reveal() {
    const here = cursor.spot();
    const height = rowHeight();
    if (here.line > 0) {
      const y = (here.line - 1) * height;
      const room = element.clientHeight - head.offsetHeight;
      if (y < element.scrollTop) element.scrollTop = y;
      else if (y + height > element.scrollTop + room - 14) element.scrollTop = y + height - room + 14;
    }
    const lead = GUTTER + (widths.get(cursor.plan.sheet.key)?.get(cursor.plan.columns[0]?.key) ?? 0);
    let x = GUTTER;
    for (let i = 0; i < here.column; i++) x += widths.get(cursor.plan.sheet.key).get(cursor.plan.columns[i].key);
    const width = widths.get(cursor.plan.sheet.key)?.get(cursor.plan.columns[here.column]?.key) ?? 0;
    if (here.column > 0) {
      if (x - lead < element.scrollLeft) element.scrollLeft = x - lead;
      else if (x + width > element.scrollLeft + element.clientWidth) element.scrollLeft = x + width - element.clientWidth;
    } else element.scrollLeft = 0;
    drawRows();
  }

  let frame = 0;
  element.addEventListener('scroll', () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(drawRows);
  }, {passive: true});
  new ResizeObserver(() => drawRows()).observe(element);

  return {
    element, head, rowHeight, reveal, drawSelection,
    cell: (line, column) => element.querySelector(`#cell-${line}-${column}`),
    /** Draws what the cursor's plan holds, with marks. */
    draw(newMarks, fromTheTop) {
      const {sheet, columns, lines, type} = cursor.plan;
      marks = {...NO_MARKS, ...newMarks};
      const shape = `${sheet.key}/${type}/${columns.map((column) => column.key + column.kind).join()}`;
      if (shape !== drawnColumns) {
        // Rows are drawn for their columns.
        drawnColumns = shape;
        for (const row of rows.values()) row.remove();
        rows.clear();
      }
      element.setAttribute('aria-rowcount', lines.length);
      element.setAttribute('aria-colcount', columns.length + 1);
      measure();
      drawHead();
      if (fromTheTop) {
        element.scrollTop = 0;
        element.scrollLeft = 0;
      }
      drawRows();
    },
  };
}
