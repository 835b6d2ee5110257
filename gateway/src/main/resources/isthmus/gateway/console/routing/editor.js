// Writing in a cell: a text field over it that grows, with words to choose from.

import {h, replace} from '/assets/dom.js';

/**
 * @param suggest gives [{word, note}] for a text
 * @param onDone called with (text, move) when the cell is written; move is {rows, columns} or null
 * @param onCancel called when it is not
 */
export function cellEditor({suggest, onDone, onCancel}) {
  const input = h('textarea', {class: 'cell-input', rows: 1, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', 'aria-autocomplete': 'list', 'aria-controls': 'cell-words', maxlength: 2000});
  const words = h('ul', {class: 'cell-words', id: 'cell-words', role: 'listbox', hidden: true});
  const element = h('div', {class: 'cell-editor', hidden: true}, input, words);
  let open = false;
  let typed = false;
  let chosen = -1;
  let offered = [];

  const grow = () => {
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight + 2}px`;
  };
  /** The part of a comma separated text that the caret is in. */
  const part = () => {
    const until = input.value.slice(0, input.selectionStart);
    const from = Math.max(until.lastIndexOf(','), until.lastIndexOf(';')) + 1;
    return {from, text: until.slice(from).trimStart(), lead: until.slice(from).length - until.slice(from).trimStart().length};
  };
  const mark = () => {
    [...words.children].forEach((child, i) => child.setAttribute('aria-selected', String(i === chosen)));
    if (chosen >= 0) words.children[chosen].scrollIntoView({block: 'nearest'});
    if (chosen >= 0) input.setAttribute('aria-activedescendant', `cell-word-${chosen}`);
    else input.removeAttribute('aria-activedescendant');
  };
  const offer = () => {
    offered = open ? suggest(part().text, input.value).slice(0, 60) : [];
    chosen = -1;
    words.hidden = offered.length === 0;
    replace(words, offered.map((each, i) =>
      h('li', {role: 'option', id: `cell-word-${i}`, 'aria-selected': 'false', onpointerdown: (event) => {
        event.preventDefault();
        take(i);
      }}, h('span', {}, each.word), each.note ? h('span', {class: 'note'}, each.note) : null)));
    const room = innerHeight - input.getBoundingClientRect().bottom;
    words.classList.toggle('upward', room < 160);
  };
  const take = (i) => {
    const {from, lead} = part();
    const rest = input.value.slice(input.selectionStart);
    const text = input.value.slice(0, from + lead) + offered[i].word;
    input.value = text + rest;
    input.setSelectionRange(text.length, text.length);
    typed = false;
    grow();
    offer();
    words.hidden = true;
    offered = [];
  };
  const finish = (move) => {
    if (!open) return;
    open = false;
    element.hidden = true;
    onDone(input.value.replaceAll('\r', '').trim(), move);
  };
  const cancel = () => {
    open = false;
    element.hidden = true;
    onCancel();
  };

  input.addEventListener('input', () => {
    grow();
    offer();
  });
  input.addEventListener('blur', () => finish(null));
  input.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    const {key, shiftKey, altKey, ctrlKey} = event;
    const step = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]}[key];
    if (offered.length && (key === 'ArrowDown' || key === 'ArrowUp')) {
      chosen = (chosen + (key === 'ArrowDown' ? 1 : offered.length + (chosen < 0 ? 1 : 0) - 1)) % offered.length;
      mark();
    } else if ((key === 'Enter' || key === 'Tab') && chosen >= 0) {
      take(chosen);
    } else if (key === 'Enter' && (altKey || ctrlKey)) {
      input.setRangeText('\n', input.selectionStart, input.selectionEnd, 'end');
      grow();
    } else if (key === 'Enter') finish({rows: shiftKey ? -1 : 1, columns: 0});
    else if (key === 'Tab') finish({rows: 0, columns: shiftKey ? -1 : 1});
    else if (key === 'Escape' && offered.length && chosen >= 0) {
      chosen = -1;
      mark();
    } else if (key === 'Escape') cancel();
    else if (step && typed && !shiftKey && !altKey && !ctrlKey) finish({rows: step[0], columns: step[1]});
    else if (key === 'F2') typed = false;
    else return;
    event.preventDefault();
  });

  /** Begins to write in the box of a cell; `byTyping` replaces its text, and arrows then leave it. */
  element.begin = (box, text, {byTyping = false, label}) => {
    open = true;
    typed = byTyping;
    element.hidden = false;
    Object.assign(element.style, {left: `${box.left}px`, top: `${box.top}px`, width: `${Math.max(box.width, 120)}px`});
    input.style.minHeight = `${box.height}px`;
    input.setAttribute('aria-label', label);
    input.value = text;
    grow();
    input.focus({preventScroll: true});
    input.setSelectionRange(text.length, text.length);
    offer();
  };
  element.isOpen = () => open;
  element.finish = () => finish(null);
  return element;
}
