// What all pages have: header, navigation, health, theme, shortcuts, messages to the user.
//
// Adding a page: a folder like overview/ with a style sheet and a module of its name; the module begins with
//   import {frame} from '/assets/frame.js';
//   const main = await frame({shortcuts: [['n', 'New row']]});
// and fills `main`. Register ConsolePage(path, title, folder) with the gateway and the navigation has
// it. Reuse: dom.js (h, keyed), table.js (rows with j and k), bar.js (a value and its limit), chart.js
// (live rates), story.js (openStory), live.js (status), api.js (calls, session, may), format.js. Colours and sizes are the
// custom properties at the top of console.css; a page's own style is one more file.

import {h, replace, setText, isTyping} from './dom.js';
import {duration} from './format.js';
import {getJson} from './api.js';
import {accountCorner} from './account.js';
import {onStatus, onConnection} from './live.js';

const MARK = 'M4 16a6 6 0 0 1 10.4-4.1q1.6 1.7 3.2 0a6 6 0 1 1 0 8.2q-1.6-1.7-3.2 0A6 6 0 0 1 4 16z';

function mark() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '2 8 28 16');
  svg.setAttribute('class', 'mark');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', MARK);
  svg.append(path);
  return svg;
}

const toast = h('div', {class: 'toast', role: 'status', 'aria-live': 'polite'});
let toastTimer = null;

/** Tells the user something for a moment. */
export function notify(text) {
  toast.textContent = text;
  toast.classList.add('shown');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.classList.remove('shown'), 2600);
}

function toggleTheme() {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem('isthmus-theme', root.dataset.theme);
  } catch {
    // Then it lasts as long as the page.
  }
  themeLabel();
}

const themeButton = h('button', {class: 'quiet', id: 'theme', type: 'button', onclick: toggleTheme});

function themeLabel() {
  const dark = document.documentElement.dataset.theme === 'dark';
  setText(themeButton, dark ? 'Light' : 'Dark');
  themeButton.setAttribute('aria-label', dark ? 'Switch to light colours' : 'Switch to dark colours');
}

function shortcutsDialog(extra) {
  const all = [...extra, ['t', 'Light or dark'], ['?', 'This list']];
  const dialog = h(
    'dialog',
    {class: 'shortcuts', 'aria-label': 'Keyboard shortcuts'},
    h('h2', {}, 'Keyboard'),
    h('dl', {}, all.map(([key, text]) => [h('dt', {}, key.split(' ').map((k) => h('kbd', {}, k))), h('dd', {}, text)])),
    h('form', {method: 'dialog'}, h('button', {class: 'plain'}, 'Close')),
  );
  document.body.append(dialog);
  return dialog;
}

function health() {
  const word = h('span', {}, 'Connecting');
  const pill = h('span', {class: 'pill unknown', id: 'health', role: 'status'}, h('i', {class: 'dot'}), word);
  const facts = h('span', {class: 'node'});
  onStatus((sample) => {
    const bad = sample.health.checks.filter((check) => !check.ok);
    pill.className = `pill ${bad.length ? 'error' : 'ok'}`;
    setText(word, bad.length ? 'Not ready' : 'Ready');
    pill.title = sample.health.checks.map((check) => `${check.name}: ${check.detail}`).join('\n');
    const up = Date.parse(sample.at) - Date.parse(sample.figures.startedAt);
    setText(facts, `${sample.figures.node} · ${sample.figures.version} · up ${duration(up)}`);
  });
  onConnection((connected) => {
    document.body.classList.toggle('stale', !connected);
    if (!connected) {
      pill.className = 'pill unknown';
      setText(word, 'No connection');
    }
  });
  return [facts, pill];
}

/** Checks that fail, in full, under the header; nothing otherwise. */
function trouble() {
  const box = h('div', {class: 'trouble', role: 'alert', hidden: true});
  let shown = '';
  const show = (lines) => {
    const text = lines.join('\n');
    if (text === shown) return;
    shown = text;
    box.hidden = lines.length === 0;
    replace(box, lines.map((line) => h('p', {}, line)));
  };
  onStatus((sample) =>
    show(sample.health.checks.filter((c) => !c.ok).map((c) => `${c.name[0].toUpperCase()}${c.name.slice(1)}: ${c.detail}`)));
  onConnection((connected) => {
    if (!connected) show(['The gateway does not answer. What you see is what it last said; this page tries again by itself.']);
  });
  return box;
}

/**
 * Draws the frame around the page.
 *
 * @param shortcuts pairs of key and meaning that the page adds
 * @returns the main element, empty
 */
export async function frame({shortcuts = []} = {}) {
  const navigation = h('nav', {'aria-label': 'Pages'});
  const main = h('main', {id: 'main'});
  const dialog = shortcutsDialog(shortcuts);
  themeLabel();
  document.body.prepend(
    h('a', {class: 'skip', href: '#main'}, 'Skip to content'),
    h(
      'header',
      {class: 'top'},
      h('a', {class: 'brand', href: '/', 'aria-label': 'Isthmus, overview'}, mark(), h('span', {}, 'Isthmus')),
      navigation,
      h('span', {class: 'grow'}),
      health(),
      h('button', {class: 'quiet', type: 'button', 'aria-label': 'Keyboard shortcuts', onclick: () => dialog.showModal()}, 'Keys'),
      themeButton,
      accountCorner(),
    ),
    trouble(),
    main,
    toast,
  );
  addEventListener('keydown', (event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 't') toggleTheme();
    if (event.key === '?') dialog.showModal();
  });
  try {
    const {pages} = await getJson('/api/pages');
    const here = location.pathname.replace(/(.)\/$/, '$1');
    replace(
      navigation,
      pages.map((page) => h('a', {href: page.path, 'aria-current': page.path === here ? 'page' : null}, page.title)),
    );
  } catch (problem) {
    notify(problem.message);
  }
  return main;
}
