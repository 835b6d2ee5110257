// What lies between the phones, and the switches of the SMSC.

import {h, setText} from '/assets/dom.js';
import {postJson} from '/assets/api.js';
import {notify} from '/assets/frame.js';
import {choice} from './parts.js';

const BEHAVIOURS = [
  ['normal', 'Takes messages', 'submit_sm is answered with a message id'],
  ['refuse', 'Refuses', 'submit_sm is answered with ESME_RSUBMITFAIL (0x45)'],
  ['throttle', 'Throttles', 'submit_sm is answered with ESME_RTHROTTLED (0x58)'],
  ['hang', 'Hangs', 'submit_sm gets no answer'],
  ['drop', 'Drops the link', 'the TCP connection is cut at each submit_sm'],
];

const DELAYS = [
  ['0', 'at once'],
  ['800', 'after 0.8 s'],
  ['5000', 'after 5 s'],
  ['30000', 'after 30 s'],
];

export function network() {
  const set = (change) => postJson('/api/playground/smsc', change).catch((problem) => notify(problem.message));
  const behaviour = choice('The SMSC', BEHAVIOURS, (value) => set({behaviour: value}));
  const delay = h(
    'select',
    {'aria-label': 'Receipts come', onchange: () => set({receiptDelay: Number(delay.value)})},
    DELAYS.map(([value, text]) => h('option', {value}, text)),
  );
  const sip = h('span', {class: 'hop'});
  const smpp = h('span', {class: 'hop'});
  const way = h(
    'p',
    {class: 'way'},
    h('b', {}, 'CPM phone'),
    sip,
    h('b', {}, 'Isthmus'),
    smpp,
    h('b', {}, 'SMSC'),
    h('span', {class: 'hop'}, 'radio'),
    h('b', {}, 'handsets'),
  );
  const element = h(
    'section',
    {class: 'card network', 'aria-label': 'SMSC'},
    way,
    h('span', {class: 'grow'}),
    h('span', {class: 'label'}, 'The SMSC'),
    behaviour,
    h('label', {class: 'label'}, 'receipts ', delay),
  );
  element.update = (smsc, phone) => {
    behaviour.update(smsc.behaviour);
    element.classList.toggle('misbehaving', smsc.behaviour !== 'normal');
    if (document.activeElement !== delay) {
      const value = String(Math.round(smsc.receiptDelay));
      if (![...delay.options].some((option) => option.value === value)) {
        delay.append(h('option', {value}, `after ${smsc.receiptDelay / 1000} s`));
      }
      delay.value = value;
    }
    sip.className = `hop ${phone.registered ? 'up' : 'down'}`;
    setText(sip, phone.registered ? 'SIP' : 'SIP: not registered');
    smpp.className = `hop ${smsc.binds ? 'up' : 'down'}`;
    setText(smpp, smsc.binds ? `SMPP, ${smsc.binds} ${smsc.binds === 1 ? 'bind' : 'binds'}` : 'SMPP: no bind');
  };
  return element;
}
