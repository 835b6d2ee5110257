// A sheet as a grid: drawn by grid-view.js, walked through by cursor.js, written in by editor.js. What a
// gesture means as operations is in steps.js; who takes them, the page says.

import {parts} from './sheet.js';
import {gridCursor} from './cursor.js';
import {gridView, NO_MARKS} from './grid-view.js';
import {gridCommands} from './commands.js';
import {gridClipboard} from './clipboard.js';
import {gridKeys} from './grid-keys.js';
import {gridPointer} from './grid-pointer.js';
import {cellMenu} from './cell-menu.js';
import {cellEditor} from './editor.js';
import * as steps from './steps.js';

/** What the grid shows of a sheet, see steps.js. */
function planOf(sheet) {
  const shape = parts(sheet);
  const lines = shape.body.map(({row, index, comment}) => ({key: row.key, index, kind: comment ? 'comment' : 'row'}));
  if (shape.heading) lines.unshift({key: shape.heading.key, index: shape.headingIndex, kind: 'heading'});
  return {sheet, lines, columns: shape.columns, type: shape.type};
}

/**
 * @param onEdit called with (operations, label)
 * @param readOnly says why the sheet cannot be written, null when it can
 * @param suggest (plan, line, column, text, whole) gives words for a cell
 * @param onMove called with the active cell {row, column} after each move
 * @param history {undo, redo}
 * @param tell says a line to the user
 */
export function sheetGrid({onEdit, readOnly, suggest, onMove, history, tell}) {
  const cursor = gridCursor();
  const view = gridView(cursor);
  const {element} = view;
  let openMenu = () => {};

  const editor = cellEditor({
    suggest: (text, whole) => suggest(cursor.plan, cursor.plan.lines[cursor.lineOf(cursor.active.row)], cursor.plan.columns[cursor.columnOf(cursor.active.column)], text, whole),
    onDone: (text, move) => {
      const line = cursor.lineOf(cursor.active.row);
      const column = cursor.columnOf(cursor.active.column);
      if (line >= 0 && column >= 0) {
        // A comment stays one; without its # it would become a row, or even the row of headings.
        const comment = cursor.plan.lines[line].kind === 'comment' && text !== '' && !text.startsWith('#');
        grid.act(steps.setCells(cursor.plan, [{line, column, text: comment ? `# ${text}` : text}]), 'edit of a cell');
      }
      if (move) {
        grid.step(move.rows, move.columns, false);
        grid.focus();
      }
    },
    onCancel: () => grid.focus(),
  });
  element.append(editor);

  const grid = {
    readOnly,
    tell,
    act(ops, label) {
      if (ops.length === 0) return;
      const why = readOnly();
      if (why) tell(why);
      else onEdit(ops, label);
    },
    moved: () => onMove(cursor.active),
    selected: () => view.drawSelection(),
    revealed: () => view.reveal(),
    focus: () => element.focus({preventScroll: true}),
    go(line, column, extend) {
      if (cursor.plan.lines.length === 0) return;
      cursor.to(line, column, extend);
      view.reveal();
      grid.moved();
    },
    step(byRows, byColumns, extend) {
      const {line, column} = cursor.spot();
      grid.go(line + byRows, column + byColumns, extend);
    },
    edge(byRows, byColumns, extend) {
      const {line, column} = cursor.edge(byRows, byColumns);
      grid.go(line, column, extend);
    },
    page: () => Math.max(1, Math.floor(element.clientHeight / view.rowHeight() - 2)),

    /** Begins to write in the active cell; `byTyping` replaces its text. */
    write(byTyping, first = '') {
      const why = readOnly();
      if (why) {
        tell(why);
        return;
      }
      view.reveal();
      const here = cursor.spot();
      const line = cursor.plan.lines[here.line];
      if (!line) return;
      const comment = line.kind === 'comment';
      const at = comment ? 0 : here.column;
      const column = cursor.plan.columns[at];
      if (comment) cursor.active = {row: line.key, column: column.key};
      const frame = element.getBoundingClientRect();
      const box = view.cell(here.line, at).getBoundingClientRect();
      editor.begin(
        {left: box.left - frame.left + element.scrollLeft, top: box.top - frame.top + element.scrollTop, width: comment ? Math.min(box.width, element.clientWidth - 60) : box.width, height: box.height},
        byTyping ? first : cursor.textAt(here.line, at),
        {byTyping, label: `${column.heading || column.letter}, row ${line.index + 1}`});
    },
    writing: () => editor.isOpen(),
    finish: () => editor.finish(),
    /** Keys and clipboard are the grid's own while nobody writes in a cell. */
    idle: () => !editor.isOpen() && cursor.plan !== null,
    openMenu: (x, y) => openMenu(x, y),
    menuAtCell() {
      const {line, column} = cursor.spot();
      const box = (view.cell(line, column) ?? element).getBoundingClientRect();
      openMenu(box.left + 12, box.bottom);
    },
  };

  const commands = gridCommands(cursor, grid);
  openMenu = cellMenu(cursor, grid, commands, gridClipboard(element, cursor, grid, commands));
  gridKeys(element, cursor, grid, commands, history);
  gridPointer(element, cursor, grid, view);

  /** Shows a sheet as it stands now, with marks on its cells. */
  element.show = (sheet, marks = NO_MARKS) => {
    const other = cursor.plan?.sheet.key !== sheet.key;
    const moved = cursor.take(planOf(sheet));
    element.setAttribute('aria-readonly', String(readOnly() !== null));
    view.draw(marks, other);
    if (moved) grid.moved();
  };

  /** Makes a cell the active one and shows it. */
  element.goTo = (row, column, focus = true) => {
    grid.go(Math.max(0, cursor.lineOf(row)), Math.max(0, cursor.columnOf(column)), false);
    if (focus) grid.focus();
  };
  element.active = () => cursor.active;
  element.plan = () => cursor.plan;
  element.menuAtCell = grid.menuAtCell;
  return element;
}
