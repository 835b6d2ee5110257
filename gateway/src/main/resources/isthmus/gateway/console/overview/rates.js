// The four live rates.

import {h} from '/assets/dom.js';
import {rateTile} from '/assets/chart.js';

const SPAN = 180;
const SERIES = [
  ['accepted', 'Accepted'],
  ['submitted', 'Submitted'],
  ['receipts', 'Receipts'],
  ['notifications', 'Notifications'],
];

export function rates() {
  const tiles = SERIES.map(([, label]) => rateTile(label, SPAN));
  const element = h('div', {class: 'tiles'}, tiles);
  let history = [];
  let seen = 0;
  const draw = () => tiles.forEach((tile, i) => tile.update(history.map((each) => each[SERIES[i][0]])));
  element.begin = (earlier) => {
    history = earlier;
    draw();
  };
  element.add = (sample) => {
    if (sample.sequence === seen) return;
    seen = sample.sequence;
    history = [...history, sample.rates].slice(-SPAN);
    draw();
  };
  return element;
}
