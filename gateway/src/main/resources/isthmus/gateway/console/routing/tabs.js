// The sheets of a workbook as tabs; their order, names, new ones and removed ones.

import {h, replace} from '/assets/dom.js';
import {newSheet} from './book.js';
import {ask, menu} from './ask.js';
import {parts} from './sheet.js';
import {field} from './words.js';

const TYPES = {
  routing: {title: 'Routing table', says: 'criteria by services', rows: (services) => [['Strategy:', 'top-down'], ['Criterion', ...services], ['Text ok', ...services.map(() => 'Yes')]]},
  policy: {title: 'Policy table', says: 'rules, the first that fits counts', rows: () => [['Type:', 'policy'], ['Zone:', 'UTC'], ['Rule', 'Stage', 'Kind', 'From', 'To', 'When', 'Force', 'Forbid', 'Reject', 'Comment']]},
  list: {title: 'List', says: 'addresses, prefixes, domains', rows: () => [['Type:', 'list'], ['Address', 'Comment']]},
  notes: {title: 'Notes', says: 'anything to keep, decides nothing', rows: () => [['Type:', 'notes'], ['Notes', '']]},
  map: {title: 'Map', says: 'addresses and what they become', rows: () => [['Type:', 'map'], ['From', 'To', 'Comment']]},
};

export function sheetTabs(desk) {
  const element = h('div', {class: 'tabs', role: 'tablist', 'aria-label': 'Sheets'});

  const taken = (name, but) => desk.book.sheets.some((sheet) => sheet.key !== but && sheet.name.toLowerCase() === name.toLowerCase());
  const wrongName = (name, but) => (name === '' ? 'A sheet has a name.' : name.length > 31 || /[\\/?*[\]:]/.test(name) ? 'At most 31 characters, none of \\ / ? * [ ] : (as in spreadsheets).' : taken(name, but) ? 'Another sheet has this name.' : null);

  async function add() {
    const name = h('input', {type: 'text', maxlength: 31, 'data-first': true, id: 'sheet-name'});
    const type = h('select', {id: 'sheet-type'}, Object.entries(TYPES).map(([value, {title, says}]) => h('option', {value}, `${title}: ${says}`)));
    const made = await ask({title: 'New sheet', body: [field('Name', name), field('What it is', type)], actions: [{label: 'Add', value: () => ({name: name.value.trim(), type: type.value}), check: () => wrongName(name.value.trim())}]});
    if (!made) return;
    const services = desk.book.sheets.map(parts).find((each) => each.type === 'routing')?.columns.filter((column) => column.kind === 'service').map((column) => column.heading) ?? ['SMS'];
    const op = newSheet(made.name, TYPES[made.type].rows(services), desk.book.sheets.at(-1)?.key ?? null);
    desk.edit([op], `new sheet ${made.name}`);
    desk.showSheet(op.sheet);
  }

  async function rename(sheet) {
    const name = h('input', {type: 'text', maxlength: 31, value: sheet.name, 'data-first': true});
    const to = await ask({title: `Rename "${sheet.name}"`, body: [field('Name', name)], actions: [{label: 'Rename', value: () => name.value.trim(), check: () => wrongName(name.value.trim(), sheet.key)}]});
    if (to && to !== sheet.name) desk.edit([{op: 'sheet-rename', sheet: sheet.key, was: sheet.name, now: to}], 'renamed sheet');
  }

  async function remove(sheet) {
    const sure = await ask({title: `Delete the sheet "${sheet.name}"?`, body: [h('p', {}, `Its ${sheet.rows.length} rows leave this draft. Versions keep theirs, and undo brings it back.`)], actions: [{label: 'Delete', value: true, danger: true}]});
    if (sure) desk.edit([{op: 'sheet-delete', sheet: sheet.key}], `deleted sheet ${sheet.name}`);
  }

  function move(sheet, by) {
    const all = desk.book.sheets.map((each) => each.key).filter((key) => key !== sheet.key);
    const at = desk.book.sheets.indexOf(sheet) + by;
    desk.edit([{op: 'sheet-move', sheet: sheet.key, after: at > 0 ? all[at - 1] : null}], 'moved sheet');
  }

  function choices(sheet, x, y) {
    const off = desk.readOnly();
    const at = desk.book.sheets.indexOf(sheet);
    menu(x, y, [
      {label: 'Rename …', off, run: () => rename(sheet)},
      {label: 'Move left', off: off ?? (at === 0 ? 'It is the first' : null), run: () => move(sheet, -1)},
      {label: 'Move right', off: off ?? (at === desk.book.sheets.length - 1 ? 'It is the last' : null), run: () => move(sheet, 1)},
      {label: 'Delete …', off: off ?? (desk.book.sheets.length === 1 ? 'A workbook has at least one sheet' : null), run: () => remove(sheet)},
    ], () => element.querySelector('[aria-selected="true"]')?.focus());
  }

  function draw() {
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset.sheet : null;
    const wrong = new Set(desk.problems.map((each) => desk.locate(each)?.sheet));
    const off = desk.readOnly();
    replace(element, desk.book.sheets.map((sheet) => {
      const is = sheet.key === desk.sheetKey;
      const {type} = parts(sheet);
      return h('button', {
        type: 'button', role: 'tab', 'aria-selected': String(is), tabindex: is ? 0 : -1, class: wrong.has(sheet.key) ? 'wrong' : null, 'data-sheet': sheet.key,
        title: `${TYPES[type]?.title ?? type}${off ? '' : '; press again or right-click for more'}`,
        onclick: (event) => (is ? choices(sheet, event.currentTarget.getBoundingClientRect().left, event.currentTarget.getBoundingClientRect().bottom) : desk.showSheet(sheet.key)),
        oncontextmenu: (event) => {
          event.preventDefault();
          choices(sheet, event.clientX, event.clientY);
        },
        onkeydown: (event) => {
          const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
          if (!by) return;
          event.preventDefault();
          const next = desk.book.sheets[desk.book.sheets.indexOf(sheet) + by];
          if (!next) return;
          desk.showSheet(next.key);
          element.querySelector(`[data-sheet="${next.key}"]`)?.focus();
        },
      }, sheet.name, h('span', {class: 'note'}, type === 'routing' ? '' : type));
    }), h('button', {type: 'button', class: 'quiet', 'aria-label': 'New sheet', title: off ?? 'New sheet', 'aria-disabled': off ? 'true' : null, id: 'new-sheet', onclick: () => (desk.readOnly() ? desk.say(desk.readOnly()) : add())}, '+'));
    if (focused) element.querySelector(`[data-sheet="${focused}"]`)?.focus();
  }
  return {element, draw};
}
