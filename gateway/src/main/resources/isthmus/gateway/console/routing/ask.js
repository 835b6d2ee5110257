// Questions to the user: a dialog that says exactly what will happen, and small menus.

import {h} from '/assets/dom.js';

/**
 * Asks and waits.
 *
 * @param title what is about to happen, as a question or a sentence
 * @param body elements or texts
 * @param actions [{label, value, danger, check}]: check may return what is missing
 * @returns the value of the action, null when the user went back
 */
export function ask({title, body = [], actions, back = 'Cancel'}) {
  return new Promise((resolve) => {
    const opener = document.activeElement;
    const wrong = h('p', {class: 'wrong', role: 'alert', hidden: true});
    const buttons = actions.map((action, i) =>
      h('button', {
        type: i === 0 ? 'submit' : 'button',
        class: `${i === 0 ? 'primary' : 'plain'}${action.danger ? ' danger' : ''}`,
        onclick: (event) => {
          event.preventDefault();
          const missing = action.check?.();
          if (missing) {
            wrong.textContent = missing;
            wrong.hidden = false;
            return;
          }
          done(typeof action.value === 'function' ? action.value() : action.value);
        },
      }, action.label));
    const dialog = h('dialog', {class: 'ask', 'aria-label': title},
      h('form', {}, h('h2', {}, title), h('div', {class: 'ask-body'}, body), wrong,
        h('div', {class: 'ask-actions'}, h('button', {type: 'button', class: 'plain', onclick: () => done(null)}, back), h('span', {class: 'grow'}), [...buttons].reverse())));
    let value = null;
    const done = (given) => {
      value = given;
      dialog.close();
    };
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (opener?.isConnected) opener.focus({preventScroll: true});
      resolve(value);
    });
    document.body.append(dialog);
    dialog.showModal();
    (dialog.querySelector('[data-first]') ?? buttons[0]).focus();
  });
}

/**
 * A menu at a point of the window.
 *
 * @param items [{label, keys, run, off}] or null for a line between; off says why it cannot be done
 */
export function menu(x, y, items, onClosed = () => {}) {
  document.querySelector('.menu')?.remove();
  const entries = items.map((item) =>
    item === null
      ? h('li', {role: 'separator'})
      : h('li', {role: 'none'}, h('button', {
        type: 'button', role: 'menuitem', tabindex: -1, 'aria-disabled': item.off ? 'true' : null, title: item.off || null,
        onclick: () => {
          if (item.off) return;
          close();
          item.run();
        },
      }, h('span', {}, item.label), item.keys ? h('span', {class: 'keys'}, item.keys) : null)));
  const element = h('ul', {class: 'menu', role: 'menu'}, entries);
  const buttons = () => [...element.querySelectorAll('button')];
  const close = () => {
    if (!element.isConnected) return;
    element.remove();
    removeEventListener('pointerdown', outside, true);
    onClosed();
  };
  const outside = (event) => {
    if (!element.contains(event.target)) close();
  };
  element.addEventListener('keydown', (event) => {
    event.stopPropagation();
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const to = {ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1}[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to % all.length].focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      close();
    }
  });
  element.addEventListener('contextmenu', (event) => event.preventDefault());
  document.body.append(element);
  const box = element.getBoundingClientRect();
  element.style.left = `${Math.max(8, Math.min(x, innerWidth - box.width - 8))}px`;
  element.style.top = `${Math.max(8, Math.min(y, innerHeight - box.height - 8))}px`;
  addEventListener('pointerdown', outside, true);
  buttons()[0]?.focus();
}
