// The playground: a CPM user's phone, two handsets, and the SMSC between them and the gateway. Every
// button moves one of the simulated peers; what follows goes over SIP and SMPP.

import {h} from '/assets/dom.js';
import {getJson} from '/assets/api.js';
import {frame, notify} from '/assets/frame.js';
import {onKeys} from '/assets/keys.js';
import {followNamedStory} from '/assets/story.js';
import {cpmPhone} from './phone.js';
import {handset} from './handset.js';
import {network} from './network.js';

const main = await frame({
  shortcuts: [
    ['1', 'Write on the CPM phone'],
    ['2 3', 'Write on the first and second handset'],
    ['n', 'New conversation on the CPM phone'],
    ['Enter', 'Send; with Shift a new line'],
  ],
});

const phone = cpmPhone();
const strip = network();
const handsets = new Map();
const mobiles = h('div', {class: 'mobiles'});
const stage = h('div', {class: 'stage'}, phone, mobiles);
main.append(h('h1', {class: 'unseen'}, 'Playground'), strip, stage);

function show(state) {
  strip.update(state.smsc, state.phone);
  phone.update(state.phone, state.handsets);
  for (const mobile of state.handsets) {
    let element = handsets.get(mobile.number);
    if (!element) {
      element = handset(mobile.number, handsets.size + 1, state.phone);
      handsets.set(mobile.number, element);
      mobiles.append(element);
    }
    element.update(mobile);
  }
}

let source = null;
function listen() {
  source = new EventSource('/api/playground/events');
  source.addEventListener('state', (event) => show(JSON.parse(event.data)));
  source.onerror = () => {
    if (source?.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
}
addEventListener('pagehide', () => source?.close());

try {
  show(await getJson('/api/playground'));
} catch (problem) {
  notify(problem.message);
}
listen();

const nth = (n) => [...handsets.values()][n];
onKeys({
  1: () => phone.write(),
  2: () => nth(0)?.write(),
  3: () => nth(1)?.write(),
  n: () => phone.begin(),
});
followNamedStory();
