// Single keys as commands of a page.

import {isTyping} from './dom.js';

/**
 * Does what a key stands for, unless the user writes, holds a modifier, or a dialog or menu is open.
 *
 * @param actions [key]: called without arguments; false means that the key was not for it
 */
export function onKeys(actions) {
  addEventListener('keydown', (event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open], .menu')) return;
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : null;
    if (action && action() !== false) event.preventDefault();
  });
}
