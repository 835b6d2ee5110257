// The CPM user's phone: conversations on the left, one of them on the right.

import {h, keyed, setText} from '/assets/dom.js';
import {postJson} from '/assets/api.js';
import {bubble, dress, scroller, composer, number} from './parts.js';

const BASE = '/api/playground/phone';

export function cpmPhone() {
  let threads = [];
  let handsets = [];
  let open = null;
  let beginning = false;
  let reading = null;

  const title = h('h2', {});
  const line = h('p', {class: 'note'});
  const badge = h('span', {class: 'pill unknown'}, h('i', {class: 'dot'}), h('span', {}));
  const list = h('ul', {class: 'threads', 'aria-label': 'Conversations'});
  const bubbles = h('ul', {class: 'bubbles'});
  const scroll = scroller(bubbles);
  const peer = h('strong', {class: 'peer'});
  const conversation = h('span', {class: 'note id'});
  const known = h('datalist', {id: 'known-numbers'});
  const to = h('input', {
    id: 'to',
    list: 'known-numbers',
    'aria-label': 'To: a phone number or SIP address',
    placeholder: 'Phone number',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const numbers = h('span', {class: 'quick'});
  const recipient = h('div', {class: 'recipient'}, h('label', {for: 'to'}, 'To'), to, numbers, known);
  const header = h('div', {class: 'thread-head'}, peer, conversation, recipient);
  const empty = h('p', {class: 'empty'});

  const form = composer({
    label: 'Message',
    send: async (text) => {
      if (open && !beginning) {
        await postJson(`${BASE}/send`, {conversation: open, text});
      } else {
        const sent = await postJson(`${BASE}/send`, {to: to.value, text});
        beginning = false;
        open = threads.find((thread) => thread.messages.some((message) => message.id === sent.id))?.conversation ?? null;
        awaited = sent.id;
        to.value = '';
      }
      draw(true);
    },
  });
  let awaited = null;

  const begin = h('button', {type: 'button', class: 'toggle new', onclick: () => element.begin()}, 'New');
  const element = h(
    'section',
    {class: 'device cpm', 'aria-label': 'CPM phone'},
    h('div', {class: 'device-head'}, h('div', {}, title, line), h('span', {class: 'grow'}), badge),
    h(
      'div',
      {class: 'panes'},
      h('div', {class: 'pane-list'}, h('div', {class: 'list-head'}, h('h3', {}, 'Conversations'), begin), list),
      h('div', {class: 'pane-thread'}, header, empty, scroll, form),
    ),
  );

  function read(thread) {
    const unread = thread.messages.filter((message) => message.state === 'unread').map((message) => message.id).join();
    if (!unread || document.hidden || reading === unread) return;
    reading = unread;
    postJson(`${BASE}/read`, {conversation: thread.conversation}).catch(() => {
      reading = null;
    });
  }

  function choose(thread) {
    open = thread.conversation;
    beginning = false;
    draw(true);
    form.write();
  }

  function row() {
    return h('li', {}, h('button', {type: 'button', class: 'thread'}, h('span', {class: 'who'}), h('span', {class: 'last'}), h('span', {class: 'unread'})));
  }

  function drawRow(item, thread) {
    const button = item.firstElementChild;
    const last = thread.messages.at(-1);
    const unread = thread.messages.filter((message) => message.state === 'unread').length;
    setText(button.children[0], number(thread.peer));
    setText(button.children[1], `${last.direction === 'out' ? 'You: ' : ''}${last.text}`);
    setText(button.children[2], unread ? String(unread) : '');
    button.children[2].hidden = !unread;
    button.setAttribute('aria-current', String(thread.conversation === open && !beginning));
    button.onclick = () => choose(thread);
  }

  function draw(forced = false) {
    if (awaited) {
      const found = threads.find((thread) => thread.messages.some((message) => message.id === awaited));
      if (found) {
        open = found.conversation;
        awaited = null;
      }
    }
    if (!open && !beginning && !awaited && threads.length > 0) open = threads[0].conversation;
    keyed(list, threads, (thread) => thread.conversation, row, drawRow);
    const thread = beginning ? null : threads.find((each) => each.conversation === open);
    recipient.hidden = Boolean(thread);
    peer.hidden = conversation.hidden = !thread;
    empty.hidden = Boolean(thread);
    scroll.hidden = !thread;
    setText(empty, threads.length ? 'A new conversation.' : 'No conversation yet. Write to a handset, or answer from one.');
    if (!thread) {
      if (!to.value && handsets.length) to.value = handsets[0].number;
      return;
    }
    setText(peer, number(thread.peer));
    setText(conversation, `Conversation ${thread.conversation.slice(0, 8)}`);
    conversation.title = `Conversation-ID ${thread.conversation}`;
    keyed(bubbles, thread.messages, (message) => `${thread.conversation} ${message.direction} ${message.id}`, bubble, (item, message) =>
      dress(item, message, {
        state: message.direction === 'out' ? message.state : null,
        detail: message.detail,
        story: message.state === 'sending' ? null : message.id,
      }));
    scroll.settle(forced);
    read(thread);
  }

  element.update = (phone, mobiles) => {
    threads = phone.threads;
    if (handsets.length !== mobiles.length) {
      handsets = mobiles;
      known.replaceChildren(...mobiles.map((mobile) => h('option', {value: mobile.number})));
      numbers.replaceChildren(
        ...mobiles.map((mobile, index) =>
          h('button', {type: 'button', class: 'toggle', onclick: () => { to.value = mobile.number; form.write(); }}, `Handset ${index + 1}`)));
    }
    setText(title, `${phone.name}, CPM user`);
    setText(line, number(phone.number));
    badge.className = `pill ${phone.registered ? 'ok' : 'error'}`;
    setText(badge.lastElementChild, phone.registered ? 'Registered' : phone.registration);
    draw();
  };
  element.write = () => form.write();
  element.begin = () => {
    beginning = true;
    draw();
    to.focus();
    to.select();
  };
  document.addEventListener('visibilitychange', () => draw());
  return element;
}
