// Rows by their numbers and columns by their headings: pressed they are chosen, dragged they move.

import {h} from '/assets/dom.js';

const FAR_PX = 6;

/**
 * @param select (kind, number, extend) chooses a whole row or column
 * @param drop (kind, before) moves what is chosen
 */
export function dragging(grid, {height, plan, range, head, select, drop, able}) {
  const line = h('div', {class: 'drop-line', hidden: true});
  grid.append(line);
  let drag = null;

  const rowAt = (y) => {
    const top = grid.getBoundingClientRect().top + head.offsetHeight;
    const number = Math.round((y - top + grid.scrollTop) / height()) + 1;
    return Math.min(plan().lines.length, Math.max(1, number));
  };
  const columnAt = (x) => {
    const cells = [...head.querySelectorAll('.heading')];
    const at = cells.findIndex((cell) => {
      const box = cell.getBoundingClientRect();
      return x < box.left + box.width / 2;
    });
    return Math.max(1, at < 0 ? cells.length : at);
  };
  const show = () => {
    const frame = grid.getBoundingClientRect();
    line.hidden = false;
    if (drag.kind === 'row') {
      Object.assign(line.style, {left: `${grid.scrollLeft}px`, width: `${grid.clientWidth}px`, height: '2px', top: `${head.offsetHeight + (drag.before - 1) * height() - 1}px`});
    } else {
      const cells = [...head.querySelectorAll('.heading')];
      const x = drag.before < cells.length ? cells[drag.before].getBoundingClientRect().left : cells.at(-1).getBoundingClientRect().right;
      Object.assign(line.style, {left: `${x - frame.left + grid.scrollLeft - 1}px`, width: '2px', top: `${grid.scrollTop}px`, height: `${grid.clientHeight}px`});
    }
  };

  grid.addEventListener('pointerdown', (event) => {
    const gutter = event.target.closest('.gutter');
    const heading = event.target.closest('.heading');
    if (event.button !== 0 || (!gutter && !heading) || gutter?.dataset.corner !== undefined) return;
    const kind = gutter ? 'row' : 'column';
    const number = Number(gutter ? gutter.dataset.line : heading.dataset.column);
    const {top, bottom, left, right} = range();
    const whole = kind === 'row' ? left === 0 && right === plan().columns.length - 1 && number >= top && number <= bottom : top === 0 && bottom === plan().lines.length - 1 && number >= left && number <= right;
    if (kind === 'row' && (!whole || event.shiftKey)) {
      event.preventDefault();
      select('row', number, event.shiftKey);
    }
    drag = {kind, number, x: event.clientX, y: event.clientY, moved: false, before: null, pointer: event.pointerId, whole};
  });
  grid.addEventListener('pointermove', (event) => {
    if (!drag || event.pointerId !== drag.pointer || event.buttons !== 1) return;
    if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR_PX) return;
    if (!able()) return;
    if (!drag.moved) {
      // A heading is chosen whole only when it is dragged: pressed, it is a cell like others.
      if (drag.kind === 'column' && drag.number === 0) return;
      if (drag.kind === 'column' && !drag.whole) select('column', drag.number, false);
      drag.moved = true;
      grid.setPointerCapture(event.pointerId);
      grid.classList.add('dragging');
    }
    event.stopImmediatePropagation();
    event.preventDefault();
    drag.before = drag.kind === 'row' ? rowAt(event.clientY) : columnAt(event.clientX);
    const frame = grid.getBoundingClientRect();
    if (drag.kind === 'row' && event.clientY > frame.bottom - 24) grid.scrollTop += height();
    if (drag.kind === 'row' && event.clientY < frame.top + head.offsetHeight + 12) grid.scrollTop -= height();
    show();
  }, true);
  const end = (event) => {
    if (!drag) return;
    const {moved, kind, before} = drag;
    drag = null;
    line.hidden = true;
    grid.classList.remove('dragging');
    if (moved && before !== null && event.type === 'pointerup') drop(kind, before);
  };
  grid.addEventListener('pointerup', end);
  grid.addEventListener('pointercancel', end);
  return line;
}
