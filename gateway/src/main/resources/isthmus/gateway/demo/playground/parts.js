// What both kinds of phone are made of: bubbles with ticks, a composer, long texts to try.

import {h, s, setText} from '/assets/dom.js';
import {time, day} from '/assets/format.js';
import {notify} from '/assets/frame.js';
import {openStory} from '/assets/story.js';

const LONG =
  'A long one, to see it cut and put together again: the quick brown fox 🦊 jumps over the lazy dog 🐶, ' +
  'then over the moon 🌙, the sea 🌊 and a heap of unread mail 📬. Pack my box with five dozen liquor jugs, ' +
  'says the fox, and mind the € and the ümläut. 🎉';

const CHECK = 'M1 6.5 4.5 10 11 2.5';
const SECOND = 'M7.5 9.2 8.3 10 15 2.5';

const TICKS = {
  sending: {text: 'sending', paths: []},
  sent: {text: 'sent: the core took it', paths: [CHECK]},
  delivered: {text: 'delivered', paths: [CHECK, SECOND]},
  displayed: {text: 'displayed', paths: [CHECK, SECOND]},
  failed: {text: 'failed', paths: ['M3 2.5 11 10.5', 'M11 2.5 3 10.5']},
  retrying: {text: 'refused by the gateway, the SMSC tries again', paths: []},
};

/** One tick for sent, two for delivered, coloured ones for displayed, a cross for failed. */
function ticks(state) {
  const {text, paths} = TICKS[state];
  const icon =
    paths.length > 0
      ? s('svg', {class: 'ticks', viewBox: '0 0 16 12', 'aria-hidden': 'true'}, paths.map((d) => s('path', {d})))
      : s('svg', {class: 'ticks', viewBox: '0 0 12 12', 'aria-hidden': 'true'}, s('circle', {cx: 6, cy: 6, r: 4.6}), s('path', {d: 'M6 3.4V6l1.8 1.4'}));
  return h('span', {class: `tick ${state}`, title: text}, icon, h('span', {class: 'unseen'}, text));
}

/** A bubble without its content; `dress` fills it, again whenever the message has changed. */
export function bubble(message) {
  const out = message.direction === 'out';
  return h('li', {class: `bubble ${out ? 'out' : 'in'}`});
}

export function dress(element, message, {state, detail = '', note = '', story}) {
  const face = JSON.stringify([message.text, state, detail, note, story]);
  if (element.dataset.face === face) return;
  element.dataset.face = face;
  const today = day(message.at) === day(new Date().toISOString());
  const clock = time(message.at).slice(0, 8);
  element.classList.toggle('failed', state === 'failed');
  element.replaceChildren(
    h('p', {class: 'text'}, message.text),
    h(
      'p',
      {class: 'meta'},
      note && h('span', {}, note),
      h('time', {datetime: message.at, title: message.at}, today ? clock : `${day(message.at)} ${clock}`),
      state && TICKS[state] ? ticks(state) : null,
      h(
        'button',
        {
          type: 'button',
          class: 'story',
          disabled: !story,
          title: story ? 'What happened to this message' : 'Not known to the gateway yet',
          onclick: (event) => openStory(story, () => event.target.focus()),
        },
        'story',
      ),
    ),
    ...(detail ? [h('p', {class: 'why'}, detail)] : []),
  );
}

/** Keeps a list at its end while the reader is there. */
export function scroller(list) {
  const box = h('div', {class: 'scroll', tabindex: '0', role: 'log', 'aria-label': 'Messages'}, list);
  let atEnd = true;
  box.addEventListener('scroll', () => {
    atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  });
  box.settle = (force = false) => {
    if (atEnd || force) box.scrollTop = box.scrollHeight;
  };
  new ResizeObserver(() => box.settle()).observe(box);
  return box;
}

/**
 * A place to write. Enter sends.
 *
 * @param send takes the text, resolves when it is on its way
 */
export function composer({label, send, extras = []}) {
  const text = h('textarea', {rows: '2', 'aria-label': label, placeholder: label, maxlength: '5000'});
  const count = h('span', {class: 'note count'});
  const button = h('button', {type: 'submit', class: 'send'}, 'Send');
  const sample = h(
    'button',
    {
      type: 'button',
      class: 'toggle',
      title: 'Put a long text with emoji here: it takes several SMS',
      onclick: () => {
        text.value = LONG;
        counted();
        text.focus();
      },
    },
    'Long text',
  );
  const counted = () => setText(count, text.value.length > 60 ? `${[...text.value].length} characters` : '');
  const form = h('form', {class: 'composer'}, text, h('div', {class: 'tools'}, sample, ...extras, count, h('span', {class: 'grow'}), button));
  text.addEventListener('input', counted);
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (event.key === 'Escape') text.blur();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const written = text.value.trim();
    if (!written) {
      text.focus();
      return;
    }
    button.disabled = true;
    try {
      await send(written);
      text.value = '';
      counted();
    } catch (problem) {
      notify(problem.message);
    }
    button.disabled = false;
    text.focus();
  });
  form.write = () => text.focus();
  return form;
}

/** +1 555 200 0001: a number in groups, anything else as it is. */
export function number(text) {
  const found = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(text);
  return found ? `+1 ${found[1]} ${found[2]} ${found[3]}` : text;
}

/** A choice as a row of buttons. `choose` is told what was pressed. */
export function choice(label, options, choose) {
  const buttons = options.map(([value, text, title]) =>
    h('button', {type: 'button', class: 'toggle', 'aria-pressed': 'false', title, 'data-value': value, onclick: () => choose(value)}, text));
  const element = h('div', {class: 'choice', role: 'group', 'aria-label': label}, buttons);
  element.update = (chosen) => {
    for (const button of buttons) {
      const pressed = String(button.dataset.value === chosen);
      if (button.getAttribute('aria-pressed') !== pressed) button.setAttribute('aria-pressed', pressed);
    }
  };
  return element;
}
