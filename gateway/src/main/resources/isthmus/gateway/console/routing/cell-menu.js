// The menu of a cell: all that the keyboard does, for those who do not know its keys and for tablets.

import {menu} from './ask.js';

export function cellMenu(cursor, grid, commands, clipboard) {
  return function openMenu(x, y) {
    const off = grid.readOnly();
    const {top, bottom, left, right} = cursor.range();
    const many = bottom > top ? `${bottom - top + 1} rows` : 'row';
    const wide = right > left ? `${right - left + 1} columns` : 'column';
    const first = left === 0 ? 'The first column names the rows and stays' : off;
    menu(x, y, [
      {label: 'Edit cell', keys: 'Enter', off, run: commands.edit},
      {label: 'Copy', keys: 'Ctrl+C', run: () => navigator.clipboard?.writeText(clipboard.copied()).catch(() => grid.tell('The browser does not allow copying here; use Ctrl+C.'))},
      {label: 'Paste', keys: 'Ctrl+V', off, run: () => clipboard.pasteAsked()},
      {label: 'Clear', keys: 'Del', off, run: commands.clear},
      {label: 'Fill down', keys: 'Ctrl+D', off: off ?? (top === bottom ? 'Select more than one row' : null), run: commands.fillDown},
      null,
      {label: `Insert ${many} above`, keys: 'Ctrl++', off, run: () => commands.insertRow(false)},
      {label: `Insert ${many} below`, off, run: () => commands.insertRow(true)},
      {label: 'Insert comment line', off, run: commands.insertComment},
      {label: `Move ${many} up`, keys: 'Alt+↑', off, run: () => commands.moveRow(-1)},
      {label: `Move ${many} down`, keys: 'Alt+↓', off, run: () => commands.moveRow(1)},
      {label: `Delete ${many}`, keys: 'Ctrl+−', off: off ?? (top === 0 && bottom === 0 ? 'The row of headings stays' : null), run: commands.deleteRow},
      null,
      {label: 'Insert column left', off: first, run: () => commands.insertColumn(false)},
      {label: 'Insert column right', off, run: () => commands.insertColumn(true)},
      {label: `Move ${wide} left`, keys: 'Alt+←', off: first, run: () => commands.moveColumn(-1)},
      {label: `Move ${wide} right`, keys: 'Alt+→', off: first, run: () => commands.moveColumn(1)},
      {label: `Delete ${wide}`, off: first, run: commands.deleteColumn},
    ], () => grid.focus());
  };
}
