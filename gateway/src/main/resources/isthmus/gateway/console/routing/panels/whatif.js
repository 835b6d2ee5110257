// The last messages again, by what is shown here: how many would take another way, and which.

import {h, replace} from '/assets/dom.js';
import {whole, duration, words} from '/assets/format.js';
import {openStory} from '/assets/story.js';
import {isf} from '../isf.js';
import {button, count, field, sourceName, when} from '../words.js';

const EVERY_MS = 250;

export function whatIfPanel(desk) {
  const last = h('input', {type: 'number', min: 1, max: 100000, value: 1000, id: 'whatif-last'});
  const run = h('button', {class: 'primary', id: 'whatif-run'}, 'Run');
  const box = h('div', {class: 'whatif', 'aria-live': 'polite'});
  let job = null;

  function progress({done, total}) {
    const share = total > 0 ? done / total : 0;
    const fill = h('span', {class: 'fill'});
    fill.style.transform = `scaleX(${share})`;
    return h('div', {class: 'bar'}, h('span', {class: 'name'}, `${whole(done)} of ${whole(total)} messages`), h('span', {class: 'value'}, `${Math.floor(share * 100)} %`),
      h('span', {class: 'track', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': total, 'aria-valuenow': done, 'aria-label': 'Messages looked at'}, fill));
  }

  function example(each) {
    return h('li', {}, h('button', {type: 'button', class: 'place-button', title: 'Open its story', onclick: () => openStory(each.message, () => desk.remember())},
      h('span', {class: 'where'}, `${when(each.at)}  ${words(each.kind)}${each.size === null ? '' : `, ${whole(each.size)} B`}`), h('span', {}, each.why)));
  }

  function table(moves, total) {
    return moves.length > 0 && h('table', {class: 'moves'},
      h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'From'), h('th', {scope: 'col'}, 'To'), h('th', {scope: 'col', class: 'number'}, 'Messages'), h('th', {scope: 'col', class: 'number'}, 'Share'))),
      h('tbody', {}, moves.map((move) => [
        h('tr', {}, h('td', {}, move.from), h('td', {class: move.to.startsWith('rejected') ? 'bad' : null}, move.to), h('td', {class: 'number'}, whole(move.count)), h('td', {class: 'number'}, `${((move.count / Math.max(1, total)) * 100).toFixed(1)} %`)),
        move.examples.length > 0 && h('tr', {class: 'examples'}, h('td', {colspan: 4}, h('details', {}, h('summary', {}, count(move.examples.length, 'example')), h('ul', {class: 'places'}, move.examples.map(example))))),
      ])));
  }

  /** Messages that were asked about at another point of their way; nothing when there were none. */
  function beside(counted, which, otherwise) {
    if (!counted || counted.done === 0) return null;
    const moved = counted.moves.reduce((sum, each) => sum + each.count, 0);
    return [
      h('p', {class: 'verdict'}, h('strong', {}, `${moved === 0 ? 'None' : whole(moved)} of ${count(counted.done, 'message')} that ${which} ${otherwise}`), h('span', {class: 'note'}, `${whole(counted.same)} as before${counted.unknown ? `; ${whole(counted.unknown)} cannot be known` : ''}`)),
      table(counted.moves, counted.done),
    ];
  }

  function draw(state, of) {
    const moved = state.moves.reduce((sum, each) => sum + each.count, 0);
    replace(
      box,
      state.state === 'running' && [progress(state), button('Cancel', () => isf.cancelWhatIf(job).catch(desk.fail))],
      state.state === 'failed' && h('p', {class: 'wrong'}, state.error ?? 'It failed; the log says more.'),
      state.state === 'cancelled' && h('p', {class: 'note'}, `Cancelled after ${whole(state.done)} messages.`),
      state.state === 'done' && h('p', {class: 'verdict'}, h('strong', {}, moved === 0 ? 'No message would take another way.' : `${count(moved, 'message')} would take another way`), h('span', {class: 'note'}, ` of ${whole(state.total)}, by ${of}; ${whole(state.same)} as before${state.unreadable ? `; ${whole(state.unreadable)} cannot be read any more` : ''}; ${duration(state.took)}`)),
      table(state.moves, state.total),
      beside(state.inbound, 'came from services', 'would be treated otherwise at stage inbound'),
      beside(state.failures, 'had failed attempts', 'would have gone on otherwise after a failure'),
      state.state === 'done' && (state.notes ?? []).map((note) => h('p', {class: 'note'}, note)),
    );
  }

  async function start() {
    await desk.settled();
    const of = sourceName(desk, desk.source);
    let mine = null;
    try {
      mine = (await isf.whatIf(desk.source, 'active', Number(last.value))).id;
      job = mine;
      for (;;) {
        const state = await isf.whatIfState(mine);
        if (job !== mine) return;
        // An open list of examples must not be drawn anew while it is read.
        draw(state, of);
        if (state.state !== 'running') return;
        await new Promise((done) => setTimeout(done, EVERY_MS));
      }
    } catch (problem) {
      if (job !== mine && mine !== null) return;
      replace(box, h('p', {class: 'wrong'}, problem.message), (problem.body?.problems ?? []).slice(0, 5).map((each) => h('p', {class: 'note'}, each.line ?? each.text)));
    }
  }

  return {
    id: 'whatif', title: 'What-if',
    element: h('div', {}, h('form', {class: 'panel-bar', onsubmit: (event) => {
      event.preventDefault();
      start();
    }}, field('Last messages', last), run), h('p', {class: 'note pad'}, 'Selects again for messages that were sent, by what is shown here, and compares with the version that rules. Nothing is sent.'), box),
    moved() {
      job = null;
      replace(box);
    },
  };
}
