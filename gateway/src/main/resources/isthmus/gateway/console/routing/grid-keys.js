// The keyboard of the grid, as spreadsheets have it.

export function gridKeys(element, cursor, grid, commands, history) {
  let leaving = false;

  const KEYS = {
    ArrowUp: (e) => (e.altKey ? commands.moveRow(-1) : e.ctrlKey || e.metaKey ? grid.edge(-1, 0, e.shiftKey) : grid.step(-1, 0, e.shiftKey)),
    ArrowDown: (e) => (e.altKey ? commands.moveRow(1) : e.ctrlKey || e.metaKey ? grid.edge(1, 0, e.shiftKey) : grid.step(1, 0, e.shiftKey)),
    ArrowLeft: (e) => (e.altKey ? commands.moveColumn(-1) : e.ctrlKey || e.metaKey ? grid.edge(0, -1, e.shiftKey) : grid.step(0, -1, e.shiftKey)),
    ArrowRight: (e) => (e.altKey ? commands.moveColumn(1) : e.ctrlKey || e.metaKey ? grid.edge(0, 1, e.shiftKey) : grid.step(0, 1, e.shiftKey)),
    Home: (e) => grid.go(e.ctrlKey ? 0 : cursor.spot().line, 0, e.shiftKey),
    End: (e) => grid.go(e.ctrlKey ? cursor.plan.lines.length - 1 : cursor.spot().line, cursor.plan.columns.length - 1, e.shiftKey),
    PageUp: (e) => grid.step(-grid.page(), 0, e.shiftKey),
    PageDown: (e) => grid.step(grid.page(), 0, e.shiftKey),
    Enter: () => grid.write(false),
    F2: () => grid.write(false),
    Delete: () => commands.clear(),
    Backspace: () => commands.clear(),
    ContextMenu: () => grid.menuAtCell(),
  };

  function controlKey(event) {
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) history.undo();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) history.redo();
    else if (key === 'a') commands.selectAll();
    else if (key === 'd') commands.fillDown();
    else if (key === '+' || key === '=') (cursor.wholeColumns() ? commands.insertColumn(false) : commands.insertRow(false));
    else if (key === '-') (cursor.wholeColumns() ? commands.deleteColumn() : commands.deleteRow());
    else if (key === ' ') commands.selectColumn();
    else return false;
    return true;
  }

  element.addEventListener('keydown', (event) => {
    if (!grid.idle() || event.target !== element) return;
    const {key} = event;
    if (key === 'Tab') {
      const here = cursor.spot();
      const end = event.shiftKey ? here.line <= 0 && here.column === 0 : here.line === cursor.plan.lines.length - 1 && here.column === cursor.plan.columns.length - 1;
      if (leaving || end) return;
      event.preventDefault();
      if (event.shiftKey && here.column === 0) grid.go(here.line - 1, cursor.plan.columns.length - 1, false);
      else if (!event.shiftKey && here.column === cursor.plan.columns.length - 1) grid.go(here.line + 1, 0, false);
      else grid.step(0, event.shiftKey ? -1 : 1, false);
      return;
    }
    leaving = key === 'Escape';
    let done = true;
    if (key === 'F10' && event.shiftKey) grid.menuAtCell();
    else if (KEYS[key] && !(event.altKey && !key.startsWith('Arrow'))) KEYS[key](event);
    else if (key === 'Escape') {
      cursor.anchor = null;
      grid.selected();
      done = false;
    } else if ((event.ctrlKey || event.metaKey) && !event.altKey) done = controlKey(event);
    else if (key === ' ' && event.shiftKey) commands.selectRow();
    else if (key === ' ' && commands.toggle()) done = true;
    else if (key === 'Process' || key === 'Dead') {
      grid.write(true);
      event.stopPropagation();
      return;
    } else if ([...key].length === 1 && !event.altKey) grid.write(true, key === ' ' ? '' : key);
    else done = false;
    if (done) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
}
