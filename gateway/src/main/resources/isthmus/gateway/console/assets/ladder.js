// A story as a sequence diagram: lanes from left to right, time from top to bottom, one row for each
// event, the time and the step from the row before at the left. Plain SVG.

import {h, s} from './dom.js';
import {time, duration} from './format.js';

const GUTTER = 164;
const HEAD = 52;
const ROW = 44;
const GAP = 30;
const LEAST_LANE = 150;
/** From here on a pause between two events is drawn as one. */
const PAUSE_MS = 2000;

const isBad = (event) => event.mood !== 'ok';

/** What the pen needs to know: x of lanes, y of events, pauses. */
function layout(ladder, events, width) {
  const inner = Math.max(width - GUTTER, ladder.lanes.length * LEAST_LANE);
  const pitch = inner / ladder.lanes.length;
  const x = new Map(ladder.lanes.map((lane, i) => [lane.id, GUTTER + pitch * (i + 0.5)]));
  const rows = [];
  let y = 14;
  events.forEach((event, i) => {
    const step = i === 0 ? 0 : Date.parse(event.at) - Date.parse(events[i - 1].at);
    if (step >= PAUSE_MS) {
      rows.push({pause: step, y: y + GAP / 2});
      y += GAP;
    }
    rows.push({event, step, first: i === 0, y: y + ROW - 14});
    y += ROW;
  });
  return {x, rows, pitch, width: GUTTER + inner, height: y + 16};
}

const pen = document.createElement('canvas').getContext('2d');

function widthOf(text) {
  // The bold form, so that a label keeps its place when its row is chosen.
  pen.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

/** Cuts a label that would run over the lanes beside it; the whole of it is in the detail. */
function fit(text, pixels) {
  if (widthOf(text) <= pixels) return text;
  let cut = text;
  while (cut.length > 1 && widthOf(`${cut}…`) > pixels) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}

function arrow(event, x1, x2, y, pitch) {
  const way = Math.sign(x2 - x1);
  const tip = x2 - way * 2;
  const middle = (x1 + x2) / 2;
  return [
    s('line', {class: 'shaft', x1: x1 + way * 2, x2: tip - way * 6, y1: y, y2: y}),
    s('path', {class: 'tip', d: `M${tip},${y}l${-way * 9},-4.5v9z`}),
    event.mood === 'error' && s('path', {class: 'cross', d: `M${middle - 4},${y - 4}l8,8m0,-8l-8,8`}),
    s('text', {class: 'label', x: middle, y: y - 8, 'text-anchor': 'middle'}, fit(event.label, Math.max(pitch, Math.abs(x2 - x1)) - 10)),
  ];
}

function inside(event, x, y, pitch) {
  const text = fit(event.label, pitch * 1.5);
  const wide = Math.max(48, widthOf(text) + 24);
  return [
    s('rect', {class: 'box', x: x - wide / 2, y: y - 20, width: wide, height: 24, rx: 12}),
    s('text', {class: 'label', x, y: y - 4, 'text-anchor': 'middle'}, text),
  ];
}

/**
 * Draws a ladder.
 *
 * @param events those of `ladder.events` that are shown
 * @param chosen the event that is marked
 * @param onChoose called with an event
 */
export function drawLadder({ladder, events, width, chosen, onChoose}) {
  const plan = layout(ladder, events, width);
  const head = s(
    'svg',
    {class: 'ladder-head', width: plan.width, height: HEAD, 'aria-hidden': 'true'},
    ladder.lanes.map((lane) => {
      const x = plan.x.get(lane.id);
      return [
        s('text', {class: 'lane', x, y: 22, 'text-anchor': 'middle'}, fit(lane.title, plan.pitch - 8)),
        s('text', {class: 'sub', x, y: 39, 'text-anchor': 'middle'}, fit(lane.subtitle.replace(/^(tel|sip|mailto):/, ''), plan.pitch - 8)),
      ];
    }),
  );
  const titles = new Map(ladder.lanes.map((lane) => [lane.id, lane.title]));
  const body = s(
    'svg',
    {class: 'ladder', width: plan.width, height: plan.height, role: 'group', 'aria-label': 'Sequence of events'},
    [...plan.x.values()].map((x) => s('line', {class: 'life', x1: x, x2: x, y1: 0, y2: plan.height})),
    plan.rows.map((row) => {
      if (row.pause !== undefined) {
        return s(
          'g',
          {class: 'pause', 'aria-hidden': 'true'},
          s('line', {x1: GUTTER, x2: plan.width, y1: row.y, y2: row.y}),
          s('text', {x: 16, y: row.y + 4}, `${duration(row.pause)} later`),
        );
      }
      const {event, y} = row;
      const from = plan.x.get(event.from);
      const to = plan.x.get(event.to);
      const own = event.from === event.to;
      return s(
        'g',
        {
          class: `event ${event.mood}${event === chosen ? ' chosen' : ''}`,
          role: 'button',
          tabindex: event === chosen ? 0 : -1,
          'aria-label': `${time(event.at)}, ${event.protocol}, ${titles.get(event.from)}${own ? '' : ` to ${titles.get(event.to)}`}: ${event.label}${isBad(event) ? `, ${event.mood}` : ''}`,
          'aria-pressed': event === chosen ? 'true' : 'false',
          onclick: () => onChoose(event),
        },
        s('rect', {class: 'hit', x: 0, y: y - 30, width: plan.width, height: ROW}),
        s('text', {class: 'at', x: 16, y: y - 11}, time(event.at)),
        s('text', {class: 'step', x: GUTTER - 60, y: y - 11}, row.first ? '' : `+${duration(row.step)}`),
        s('text', {class: 'protocol', x: 16, y: y + 4}, event.protocol),
        own ? inside(event, from, y, plan.pitch) : arrow(event, from, to, y, plan.pitch),
      );
    }),
  );
  return h('div', {class: 'ladder-box'}, h('div', {class: 'ladder-sticky'}, head), body);
}
