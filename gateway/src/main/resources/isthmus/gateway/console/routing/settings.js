// The settings of a sheet, rows above its headings, as a small form.

import {h, keyed, setText} from '/assets/dom.js';
import {newKey, keyedCells} from './book.js';
import {parts} from './sheet.js';

const DEFAULTS = {Strategy: 'as configured', Zone: 'UTC'};

/**
 * @param onEdit called with (operations, label)
 * @param offered gives the settings [{name, help, words}] that a type of sheet takes
 */
export function settingsForm({onEdit, readOnly, offered}) {
  const element = h('div', {class: 'settings', role: 'group', 'aria-label': 'Settings of the sheet'});
  let sheet = null;
  let shape = null;

  const known = () => offered(shape.type).map((each) => ({...each, name: each.name.replace(/:$/, '')})).filter((each) => each.name !== 'Type');

  function save(name, value) {
    const found = shape.settings.find((each) => each.name.toLowerCase() === name.toLowerCase());
    const text = value.trim();
    if (found) {
      if (found.value === text) return;
      const second = sheet.columns[1];
      if (text === '' && known().some((each) => each.name === name)) onEdit([{op: 'row-delete', sheet: sheet.key, row: found.row.key}], `setting ${name}`);
      else if (second) onEdit([{op: 'cell', sheet: sheet.key, row: found.row.key, column: second, was: found.value, now: text}], `setting ${name}`);
    } else if (text !== '') {
      const last = shape.settings.at(-1)?.row.key ?? null;
      onEdit([{op: 'row-insert', sheet: sheet.key, after: last, row: newKey('r'), cells: keyedCells([`${name}:`, text], sheet.columns)}], `setting ${name}`);
    }
  }

  function create(name) {
    const about = known().find((each) => each.name === name);
    const input = about?.words.length
      ? h('select', {}, ['', ...about.words].map((each) => h('option', {value: each}, each || DEFAULTS[name] || '')))
      : h('input', {type: 'text', spellcheck: 'false', maxlength: 200, placeholder: DEFAULTS[name] ?? '', size: name === 'Name' ? 26 : 14});
    const label = h('label', {title: about?.help ?? null}, h('span', {}, name), input);
    input.addEventListener('change', () => save(name, input.value));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        input.value = shape.settings.find((each) => each.name === name)?.value ?? '';
        input.blur();
      }
    });
    return label;
  }

  element.show = (newest, problems) => {
    sheet = newest;
    shape = parts(sheet);
    const values = new Map(shape.settings.map((each) => [each.name, each]));
    const usual = known().map((each) => each.name).filter((name) => readOnly() === null || values.has(name));
    const names = [...new Set([...usual, ...values.keys()])].filter((name) => name.toLowerCase() !== 'type');
    element.hidden = names.length === 0;
    keyed(element, names, (name) => `${sheet.key}/${name}`, create, (label, name) => {
      const input = label.lastElementChild;
      const setting = values.get(name);
      const value = setting?.value ?? '';
      if (input.tagName === 'SELECT' && ![...input.options].some((option) => option.value === value)) input.append(h('option', {value}, value));
      if (document.activeElement !== input || input.dataset.shown !== value) {
        input.value = value;
        input.dataset.shown = value;
      }
      const wrong = setting ? problems.filter((each) => each.row === setting.row.key) : [];
      label.classList.toggle('wrong', wrong.length > 0);
      input.title = wrong.map((each) => `${each.text}${each.allowed ? `; allowed: ${each.allowed}` : ''}`).join('\n');
      input.disabled = readOnly() !== null;
      setText(label.firstElementChild, name);
    });
  };
  return element;
}
