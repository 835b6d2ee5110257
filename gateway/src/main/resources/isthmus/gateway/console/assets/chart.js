// A live rate: the number now, and a small area chart of the last minutes. SVG, so that colours
// follow the theme by themselves.

import {h, s, setText} from './dom.js';
import {rate, compact} from './format.js';

const WIDTH = 300;
const HEIGHT = 56;

/** A tile; draw it with `update(values)`, newest last, one for each second, `span` of them at most. */
export function rateTile(label, span) {
  const line = s('path', {class: 'line'});
  const area = s('path', {class: 'area'});
  const cursor = s('line', {class: 'cursor', y1: 0, y2: HEIGHT, visibility: 'hidden'});
  const now = h('span', {class: 'now'}, '0');
  const peak = h('span', {class: 'peak'});
  const svg = s(
    'svg',
    {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true'},
    s('line', {class: 'base', x1: 0, x2: WIDTH, y1: HEIGHT - 0.5, y2: HEIGHT - 0.5}),
    area,
    line,
    cursor,
  );
  let values = [];
  let hover = -1;
  const element = h(
    'section',
    {class: 'card tile', 'aria-label': `${label} per second`},
    h('h2', {}, label),
    h('p', {class: 'figure'}, now, h('span', {class: 'unit'}, '/s'), peak),
    svg,
  );

  const step = WIDTH / (span - 1);
  const draw = () => {
    const top = Math.max(1, ...values);
    const points = values.map((value, i) => {
      const x = WIDTH - (values.length - 1 - i) * step;
      const y = HEIGHT - 1 - (value / top) * (HEIGHT - 6);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    });
    const from = (WIDTH - (values.length - 1) * step).toFixed(1);
    line.setAttribute('d', points.length > 1 ? `M${points.join('L')}` : '');
    area.setAttribute('d', points.length > 1 ? `M${from},${HEIGHT}L${points.join('L')}L${WIDTH},${HEIGHT}Z` : '');
    const shown = hover >= 0 && hover < values.length ? hover : values.length - 1;
    setText(now, rate(values[shown] ?? 0));
    setText(peak, hover >= 0 ? `${values.length - 1 - shown} s ago` : `peak ${compact(Math.max(0, ...values))}`);
  };
  svg.addEventListener('pointermove', (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    hover = Math.min(values.length - 1, Math.max(0, values.length - 1 - Math.round((WIDTH - x) / step)));
    cursor.setAttribute('x1', x);
    cursor.setAttribute('x2', x);
    cursor.setAttribute('visibility', 'visible');
    draw();
  });
  svg.addEventListener('pointerleave', () => {
    hover = -1;
    cursor.setAttribute('visibility', 'hidden');
    draw();
  });
  element.update = (newest) => {
    values = newest.slice(-span);
    draw();
  };
  return element;
}
