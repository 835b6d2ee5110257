// Copy, cut and paste, to and from spreadsheets.

import {h} from '/assets/dom.js';
import {parseCells, formatCells} from './tsv.js';
import {ask} from './ask.js';
import * as steps from './steps.js';

export function gridClipboard(element, cursor, grid, commands) {
  function copied() {
    const {top, bottom, left, right} = cursor.range();
    const block = [];
    for (let line = top; line <= bottom; line++) {
      block.push(cursor.plan.columns.slice(left, right + 1).map((column) => cursor.plan.sheet.rows[cursor.plan.lines[line].index].cells[column.index] ?? ''));
    }
    return formatCells(block);
  }

  async function pasteText(text) {
    const why = grid.readOnly();
    if (why) {
      grid.tell(why);
      return;
    }
    const block = parseCells(text);
    if (block.length === 0) return;
    const chosen = cursor.range();
    const fit = steps.paste(cursor.plan, chosen, block, false);
    let grow = false;
    if (fit.rows || fit.columns) {
      const more = [fit.rows && `${fit.rows} ${fit.rows === 1 ? 'row' : 'rows'}`, fit.columns && `${fit.columns} ${fit.columns === 1 ? 'column' : 'columns'}`].filter(Boolean).join(' and ');
      const answer = await ask({
        title: 'Paste more than fits?',
        body: [h('p', {}, `The clipboard holds ${block.length} × ${block[0].length} cells, ${more} more than there are from here to the end of the sheet.`)],
        actions: [{label: `Add ${more}`, value: 'grow'}, {label: 'Paste only what fits', value: 'fit'}],
      });
      if (answer === null) return;
      grow = answer === 'grow';
    }
    const {ops} = grow ? steps.paste(cursor.plan, chosen, block, true) : fit;
    const height = block.length;
    const width = block[0].length;
    grid.act(ops, height * width === 1 ? 'paste' : `paste of ${height} × ${width} cells`);
    if (height > 1 || width > 1) {
      cursor.select(chosen.top, chosen.left, chosen.top + height - 1, chosen.left + width - 1);
      grid.selected();
    }
  }

  async function pasteAsked() {
    try {
      await pasteText(await navigator.clipboard.readText());
    } catch {
      grid.tell('The browser does not allow reading the clipboard here; use Ctrl+V.');
    }
  }

  element.addEventListener('copy', (event) => {
    if (!grid.idle()) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', copied());
  });
  element.addEventListener('cut', (event) => {
    if (!grid.idle()) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', copied());
    commands.clear();
  });
  element.addEventListener('paste', (event) => {
    if (!grid.idle()) return;
    event.preventDefault();
    pasteText(event.clipboardData.getData('text/plain'));
  });
  return {copied, pasteAsked};
}
