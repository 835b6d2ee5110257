// The first page: rates, links, limits, unreadable receipts, the latest messages, and from there the story of one.

import {h} from '/assets/dom.js';
import {getJson} from '/assets/api.js';
import {frame} from '/assets/frame.js';
import {onKeys} from '/assets/keys.js';
import {onStatus} from '/assets/live.js';
import {followNamedStory} from '/assets/story.js';
import {rates} from './rates.js';
import {links} from './links.js';
import {limits} from './limits.js';
import {remarks} from './remarks.js';
import {messages} from './messages.js';

const main = await frame({
  shortcuts: [
    ['j k', 'Next and previous message, or event of a story'],
    ['Enter', 'Open the story of the chosen message'],
    ['Esc', 'Close the story'],
    ['/', 'Filter messages'],
    ['p', 'Pause and resume the list'],
  ],
});

const rateTiles = rates();
const linkCard = links();
const limitCard = limits();
const remarkCard = remarks();
const list = messages();

main.append(
  h('h1', {class: 'unseen'}, 'Overview'),
  rateTiles,
  h('div', {class: 'columns'}, linkCard, limitCard),
  remarkCard,
  list,
);

try {
  const {status, history} = await getJson('/api/status');
  rateTiles.begin(history);
  linkCard.update(status);
  limitCard.update(status);
} catch {
  // The frame says that there is no connection, and the stream brings the rest later.
}
remarkCard.update();
onStatus((sample) => {
  remarkCard.update();
  rateTiles.add(sample);
  linkCard.update(sample);
  limitCard.update(sample);
});

onKeys({
  j: () => list.move(1),
  k: () => list.move(-1),
  ArrowDown: () => list.move(1),
  ArrowUp: () => list.move(-1),
  Enter: () => document.activeElement === document.body && list.openChosen(),
  '/': () => list.focusFilter(),
  p: () => list.togglePause(),
});
followNamedStory();
