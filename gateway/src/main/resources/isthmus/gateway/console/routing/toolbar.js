// What is shown and what can be done with it: draft or version, saving, undo, rows, find, files.

import {h, replace, setText} from '/assets/dom.js';
import {isf} from './isf.js';
import {ask, menu} from './ask.js';
import {button, count, sourceName} from './words.js';

export function toolbar(desk, grid) {
  const source = h('select', {id: 'source', 'aria-label': 'What is shown'});
  const status = h('span', {class: 'saving note', role: 'status', id: 'saving'});
  const find = h('input', {type: 'search', id: 'find', placeholder: 'Find', 'aria-label': 'Find in the sheet', spellcheck: 'false', autocomplete: 'off'});
  const file = h('input', {type: 'file', accept: '.csv,.xlsx', hidden: true});
  const buttons = h('span', {class: 'tools'});
  const element = h('div', {class: 'toolbar'}, source, buttons, status, h('span', {class: 'grow'}), find, file);

  source.addEventListener('change', () => desk.open(source.value));
  file.addEventListener('change', () => {
    if (file.files[0]) importFile(file.files[0]);
    file.value = '';
  });

  function next(back) {
    const text = find.value.trim().toLowerCase();
    const plan = grid.plan();
    if (!text || !plan) return;
    const hits = [];
    for (const line of plan.lines) {
      for (const column of plan.columns) {
        if ((plan.sheet.rows[line.index].cells[column.index] ?? '').toLowerCase().includes(text)) hits.push({row: line.key, column: column.key, order: line.index * 1000 + column.index});
      }
    }
    if (hits.length === 0) {
      desk.say(`"${find.value}" does not stand in this sheet.`);
      return;
    }
    const active = grid.active();
    const line = plan.lines.find((each) => each.key === active.row);
    const column = plan.columns.find((each) => each.key === active.column);
    const here = (line?.index ?? -1) * 1000 + (column?.index ?? 0);
    const to = back ? hits.findLast((hit) => hit.order < here) ?? hits.at(-1) : hits.find((hit) => hit.order > here) ?? hits[0];
    grid.goTo(to.row, to.column, false);
  }
  find.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      next(event.shiftKey);
    }
    if (event.key === 'Escape') grid.focus();
  });

  async function importFile(given) {
    if (!/\.(csv|xlsx)$/i.test(given.name)) {
      desk.say('A file to import ends in .csv or .xlsx.');
      return;
    }
    const off = desk.cannot('editor');
    if (off) {
      desk.say(off);
      return;
    }
    const into = desk.draft && desk.draft.meta.state === 'open';
    const how = await ask({
      title: `Import ${given.name}?`,
      body: [
        h('p', {}, into ? `Its sheets take the place of those of the same name in the draft "${desk.draft.meta.name}". ` : `A new draft is made from ${sourceName(desk, desk.source)}; the file's sheets take the place of those of the same name. `, 'Nothing rules until the draft is submitted and activated.'),
      ],
      actions: [{label: 'Import, keep other sheets', value: 'part'}, {label: 'Import instead of all sheets', value: 'whole'}],
    });
    if (!how) return;
    const done = await desk.attempt(async () => {
      if (!into) await desk.newDraft(desk.source, given.name.replace(/\.[^.]+$/, ''));
      await desk.settled();
      await isf.import(desk.draft.id, given, how === 'whole');
      await desk.draft.reload();
      return true;
    });
    if (done) desk.say(`${given.name} was imported.`);
  }
  addEventListener('dragover', (event) => {
    if ([...(event.dataTransfer?.types ?? [])].includes('Files')) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    const dropped = event.dataTransfer?.files?.[0];
    if (!dropped) return;
    event.preventDefault();
    importFile(dropped);
  });

  function exportMenu(event) {
    const box = event.currentTarget.getBoundingClientRect();
    const sheet = desk.sheet();
    const get = (format, name) => {
      const link = h('a', {href: isf.download(desk.source, format, name), download: ''});
      document.body.append(link);
      link.click();
      link.remove();
    };
    menu(box.left, box.bottom + 4, [
      {label: 'All sheets as XLSX', run: () => get('xlsx')},
      {label: `"${sheet.name}" as CSV`, run: () => get('csv', sheet.name)},
    ]);
  }

  const undo = button('Undo', () => desk.draft?.undo(), {id: 'undo'});
  const redo = button('Redo', () => desk.draft?.redo(), {id: 'redo'});
  const more = h('button', {type: 'button', class: 'plain', 'aria-haspopup': 'menu', onclick: () => grid.menuAtCell()}, 'Cell …');
  const writing = (run) => () => {
    const why = desk.cannot('editor');
    if (why) desk.say(why);
    else run();
  };
  const add = button('New draft', writing(() => desk.newDraft(desk.source)), {id: 'new-draft', kind: 'primary'});
  const importing = button('Import', writing(() => file.click()), {id: 'import'});
  const exporting = h('button', {type: 'button', class: 'plain', 'aria-haspopup': 'menu', onclick: exportMenu}, 'Export');
  replace(buttons, add, undo, redo, more, importing, exporting);

  function options() {
    const drafts = desk.state.drafts.filter((each) => each.state === 'open');
    const wanted = JSON.stringify([drafts.map((each) => [each.id, each.name]), desk.versions.map((each) => [each.version, each.name, each.state]), desk.state.ruling.version, desk.source]);
    if (source.dataset.drawn !== wanted) {
      source.dataset.drawn = wanted;
      const own = desk.draft && !drafts.some((each) => each.id === desk.draft.id) ? [desk.draft.meta] : [];
      replace(source,
        h('optgroup', {label: 'Drafts'}, [...drafts, ...own].map((each) => h('option', {value: `draft:${each.id}`}, `Draft: ${each.name}`))),
        h('optgroup', {label: 'Versions'}, desk.versions.toSorted((a, b) => b.version - a.version).map((each) => h('option', {value: `version:${each.version}`}, `Version ${each.version}${each.version === desk.state.ruling.version ? ' (rules)' : ''}${each.name ? `: ${each.name}` : ''}`))));
    }
    source.value = desk.source;
  }

  function draw() {
    options();
    const {draft} = desk;
    const off = desk.readOnly();
    add.hidden = draft !== null && draft.meta.state === 'open';
    const why = desk.cannot('editor');
    for (const [element, says] of [[add, 'Edit a copy of what is shown'], [importing, 'A CSV or XLSX file, also dropped on the page']]) {
      element.setAttribute('aria-disabled', String(why !== null));
      element.title = why ?? says;
    }
    for (const [element, label, word] of [[undo, draft?.canUndo, 'Undo'], [redo, draft?.canRedo, 'Redo']]) {
      element.hidden = draft === null;
      element.setAttribute('aria-disabled', String(!label || off !== null));
      element.title = label ? `${word} ${label} (Ctrl+${word === 'Undo' ? 'Z' : 'Y'})` : `Nothing to ${word.toLowerCase()}`;
    }
    status.className = 'saving note';
    more.hidden = off !== null;
    status.title = off ?? '';
    if (draft === null) setText(status, off ? 'Read-only' : '');
    else if (draft.trouble) {
      status.classList.add('bad');
      setText(status, `${draft.unsaved ? `${count(draft.unsaved, 'edit')} not saved: ` : ''}${draft.trouble.text}${draft.trouble.again ? ' Trying again.' : ''}`);
    } else if (draft.conflict) {
      status.classList.add('bad');
      setText(status, `${count(draft.unsaved, 'edit')} not saved: see above the sheet.`);
    } else if (draft.meta.state !== 'open') setText(status, `${draft.meta.state}, read-only`);
    else setText(status, draft.unsaved ? 'Saving …' : off ? 'Read-only' : desk.presence() || 'All saved');
  }
  return {element, draw, focusFind: () => {
    find.focus();
    find.select();
  }};
}
