// Everything that is wrong or odd: errors at cells as they are typed, and what the analysis finds.

import {h, replace} from '/assets/dom.js';
import {isf} from '../isf.js';
import {count, chip, afterPause} from '../words.js';

const MOOD = {error: 'error', warning: 'warn', note: 'plain'};
const ORDER = ['error', 'warning', 'note'];

export function findingsPanel(desk) {
  const box = h('div', {class: 'findings', 'aria-live': 'polite'});
  let findings = [];
  let said = null;
  let asked = 0;

  function all() {
    const cells = desk.problems.map((each) => ({severity: 'error', ...each, text: `${each.text}${each.allowed ? `; allowed: ${each.allowed}` : ''}`}));
    // The analysis reads a book as a whole and repeats what stands at its cells.
    const known = new Set(cells.map((each) => `${desk.locate(each)?.sheet}/${each.place}`));
    return [...cells, ...findings.filter((each) => each.severity !== 'error' || !known.has(`${desk.locate(each)?.sheet}/${each.place}`))]
      .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  }

  function draw() {
    const items = all();
    desk.counted('findings', items.filter((each) => each.severity !== 'note').length, items.some((each) => each.severity === 'error'));
    replace(
      box,
      said && h('p', {class: 'note'}, said),
      items.length === 0
        ? h('p', {class: 'empty'}, 'Nothing was found: every cell can be read, every service can be chosen, every row is reached.')
        : ORDER.map((severity) => {
          const some = items.filter((each) => each.severity === severity);
          return some.length > 0 && h('section', {}, h('h3', {}, chip(MOOD[severity], count(some.length, severity))),
            h('ul', {class: 'places'}, some.slice(0, 200).map((each) =>
              h('li', {}, h('button', {type: 'button', class: 'place-button', onclick: () => desk.jump(each)},
                h('span', {class: 'where'}, `${desk.sheetName(each)} ${each.place ?? ''}`), h('span', {}, each.text))))),
            some.length > 200 && h('p', {class: 'note'}, `and ${some.length - 200} more`));
        }),
    );
  }

  async function read() {
    const mine = ++asked;
    const source = desk.source;
    await desk.settled();
    try {
      const answer = await isf.analysis(source);
      if (mine !== asked || source !== desk.source) return;
      findings = answer.findings;
      said = null;
    } catch (problem) {
      if (mine !== asked) return;
      findings = [];
      said = problem.status === 422 || problem.status === 409 ? 'The whole is looked at once every cell can be read.' : problem.message;
    }
    draw();
  }

  const soon = afterPause(read, 700);
  return {
    id: 'findings', title: 'Findings', element: box,
    opened: read,
    changed() {
      draw();
      soon();
    },
    moved() {
      findings = [];
      draw();
      read();
    },
    always: true,
  };
}
