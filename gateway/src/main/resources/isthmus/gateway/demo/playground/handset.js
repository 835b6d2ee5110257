// A handset behind the SMSC.

import {h, keyed, setText} from '/assets/dom.js';
import {postJson} from '/assets/api.js';
import {notify} from '/assets/frame.js';
import {bubble, dress, scroller, composer, number} from './parts.js';

const REACH = [
  ['on', 'On'],
  ['off', 'Off, messages wait'],
  ['expires', 'Off, messages expire'],
  ['unknown', 'Unknown number'],
];

const ORDER = [
  ['in-order', 'Parts in order'],
  ['shuffled', 'Parts shuffled'],
  ['shuffled-one-doubled', 'Shuffled, one doubled'],
];

function select(label, options, properties = {}) {
  return h('select', {'aria-label': label, ...properties}, options.map(([value, text]) => h('option', {value}, text)));
}

export function handset(own, index, phone) {
  const base = `/api/playground/handset/${encodeURIComponent(own)}`;
  const waiting = h('span', {class: 'note'});
  const reach = select(`Handset ${index} is`, REACH, {
    onchange: () => postJson(`${base}/reach`, {reach: reach.value}).catch((problem) => notify(problem.message)),
  });
  const order = select('Order of the parts of a long message', ORDER, {title: 'In which order the SMSC passes on the parts of a long message'});
  const bubbles = h('ul', {class: 'bubbles'});
  const scroll = scroller(bubbles);
  const empty = h('p', {class: 'empty'}, 'No SMS yet.');
  const form = composer({
    label: `SMS to ${phone.name}`,
    send: (text) => postJson(`${base}/send`, {to: phone.number, text, order: order.value}),
    extras: [order],
  });
  const element = h(
    'section',
    {class: 'device mobile', 'aria-label': `Handset ${index}`},
    h('div', {class: 'device-head'}, h('div', {}, h('h2', {}, `Handset ${index}, SMS only`), h('p', {class: 'note'}, number(own))), h('span', {class: 'grow'}), reach),
    waiting,
    empty,
    scroll,
    form,
  );

  element.update = (mobile) => {
    if (document.activeElement !== reach) reach.value = mobile.reach;
    element.classList.toggle('off', mobile.reach !== 'on');
    setText(waiting, mobile.waiting ? `The SMSC keeps ${mobile.waiting} for it` : '');
    waiting.hidden = !mobile.waiting;
    empty.hidden = mobile.messages.length > 0;
    scroll.hidden = mobile.messages.length === 0;
    const before = bubbles.childElementCount;
    keyed(bubbles, mobile.messages, (message) => `${message.direction} ${message.id}`, bubble, (item, message) =>
      dress(item, message, {
        state: message.direction === 'out' ? message.state : null,
        note: message.parts > 1 ? `${message.parts} parts` : '',
        story: message.story,
      }));
    scroll.settle(bubbles.childElementCount > before);
  };
  element.write = () => form.write();
  return element;
}
