// The page of routing tables and policies: what rules, drafts that several people edit, questions
// about them, and their way to becoming the version that rules.

import {h, replace} from '/assets/dom.js';
import {frame, notify} from '/assets/frame.js';
import {onKeys} from '/assets/keys.js';
import {followNamedStory} from '/assets/story.js';
import {isf} from './isf.js';
import {followDraft} from './draft.js';
import {sheetGrid} from './grid.js';
import {settingsForm} from './settings.js';
import {sheetTabs} from './tabs.js';
import {toolbar} from './toolbar.js';
import {strip} from './strip.js';
import {sidePanels} from './panels.js';
import {conflictBar} from './conflict.js';
import {suggestions, hint, sheetType} from './suggest.js';
import {locate, parts, placeOf} from './sheet.js';
import {sheetOf} from './book.js';
import {ask} from './ask.js';
import {field, sourceName} from './words.js';

const STATE_EVERY_MS = 3000;
const TOUCHED_MS = 8000;

const main = await frame({
  shortcuts: [
    ['Enter F2', 'Edit the cell; typing replaces it'],
    ['Space', 'Yes, no, empty'],
    ['Shift+arrows', 'Select cells; Ctrl+arrows go to the end of what is filled'],
    ['Ctrl+Z Ctrl+Y', 'Undo, redo'],
    ['Ctrl+C X V', 'Copy, cut, paste, also from a spreadsheet'],
    ['Ctrl+D', 'Fill down'],
    ['Alt+arrows', 'Move the row or column'],
    ['Ctrl++ Ctrl+−', 'Insert, delete rows; columns when they are selected (Ctrl+Space)'],
    ['Shift+F10', 'Menu of the cell'],
    ['Esc Tab', 'Leave the grid'],
    ['/', 'Find in the sheet'],
    ['1 … 6', 'Panels'],
    ['p', 'Hide and show the panel'],
  ],
});

const desk = {
  me: {name: '', roles: []}, state: null, versions: [], catalogue: {},
  source: null, draft: null, shown: null, sheetKey: null,

  get book() { return desk.draft ? desk.draft.book : {sheets: desk.shown?.sheets ?? []}; },
  get problems() { return desk.draft ? desk.draft.problems : []; },
  sheet: () => sheetOf(desk.book, desk.sheetKey),
  locate: (place) => locate(desk.book, place),
  sheetName(place) {
    const found = desk.locate(place);
    return found ? sheetOf(desk.book, found.sheet).name : String(place.sheet ?? '');
  },

  say: notify,
  fail: (problem) => notify(problem.message),
  /** Does what the gateway may refuse; says why it did, and then gives null. */
  async attempt(run) {
    try {
      return await run();
    } catch (problem) {
      if (problem.status === undefined) throw problem;
      await ask({title: 'That was not done', body: [h('p', {}, problem.message), h('ul', {class: 'plain-list'}, (problem.body?.problems ?? []).slice(0, 12).map((each) => h('li', {}, each.line ?? `${each.place ?? ''} ${each.text ?? ''}`)))], actions: [{label: 'Close', value: true}], back: 'Back'});
      return null;
    }
  },

  /** Why somebody without any of these roles cannot do something; null when he can. */
  cannot(...roles) {
    if (desk.me.roles.includes('admin') || roles.some((role) => desk.me.roles.includes(role))) return null;
    const looks = desk.me.roles.every((role) => role === 'viewer') ? 'may look, but is' : 'is';
    return `${desk.me.name || 'Nobody'} ${looks} not ${roles.join(' or ')} here`;
  },
  /** Why what is shown cannot be written; null when it can. */
  readOnly() {
    if (!desk.draft) return desk.cannot('editor') ?? 'A version never changes. Make a draft of it to edit.';
    if (desk.draft.meta.state !== 'open') return `This draft was ${desk.draft.meta.state}; it does not change any more.`;
    return desk.cannot('editor');
  },
  edit(ops, label) {
    const why = desk.readOnly();
    if (why) desk.say(why);
    else desk.draft.edit(ops, label);
  },
  settled: async () => (desk.draft ? desk.draft.settled() : true),

  /** Shows a draft or version. */
  async open(source) {
    await openSource(source);
  },
  async reopen() {
    await desk.refresh();
    if (desk.source.startsWith('version:')) await openSource(desk.source, true);
    else drawAll();
  },
  async newDraft(from, proposed = null) {
    const named = proposed ?? (await askDraftName(from));
    if (named === null) return;
    const made = await desk.attempt(() => isf.makeDraft(named, from));
    if (!made) return;
    await desk.refresh();
    await openSource(`draft:${made.id}`);
    grid.focus({preventScroll: true});
  },
  async refresh() {
    try {
      const [state, versions] = await Promise.all([isf.state(), isf.versions()]);
      desk.state = state;
      desk.versions = versions.versions;
      if (state.me) desk.me = {name: state.me.name, roles: state.me.roles.map((role) => role.toLowerCase())};
      drawState();
    } catch (problem) {
      if (!desk.state) throw problem;
    }
  },
  showSheet(key) {
    desk.sheetKey = key;
    drawDocument();
    desk.remember();
  },
  /** Goes to the cell, row or sheet of a finding or change. */
  jump(place) {
    const found = desk.locate(place);
    if (!found) {
      desk.say('It is not in what is shown now.');
      return;
    }
    if (found.sheet !== desk.sheetKey) desk.showSheet(found.sheet);
    const setting = parts(desk.sheet()).settings.some((each) => each.row.key === found.row);
    if (setting) form.querySelector('input, select')?.focus();
    else if (found.row) grid.goTo(found.row, found.column ?? desk.sheet().columns[0]);
    else if (found.column) grid.goTo(parts(desk.sheet()).heading?.key, found.column);
  },
  mark(_, lit, litRows = new Map()) {
    marks.lit = lit;
    marks.litRows = litRows;
    drawGrid();
  },
  markChanges(changed, newRows, newColumns) {
    Object.assign(marks, {changed, newRows, newColumns});
    drawGrid();
  },
  counted: (id, number, bad) => panels.counted(id, number, bad),
  panel: (id) => panels.open(id),
  compare(source) {
    panels.open('changes');
    panels.panel('changes').compare(source);
  },
  /** Who else wrote here lately. */
  presence() {
    const last = [...marks.touched.values()].at(-1);
    return last ? `${last} is editing too` : '';
  },
  /** Keeps what is shown in the address, so that it can be kept and sent. */
  remember() {
    const [kind, id] = desk.source.split(':');
    history.replaceState(null, '', `${location.pathname}?${kind}=${encodeURIComponent(id)}&sheet=${encodeURIComponent(desk.sheetKey ?? '')}${location.hash}`);
  },
};

const marks = {lit: new Map(), litRows: new Map(), changed: new Map(), newRows: new Set(), newColumns: new Set(), touched: new Map()};

const grid = sheetGrid({
  onEdit: (ops, label) => desk.edit(ops, label),
  readOnly: () => desk.readOnly(),
  suggest: (plan, line, column, text, whole) => suggestions(desk.catalogue, desk.book, plan, line, column, text, whole),
  onMove: drawCellLine,
  history: {undo: () => desk.draft?.undo(), redo: () => desk.draft?.redo()},
  tell: notify,
});
const form = settingsForm({onEdit: (ops, label) => desk.edit(ops, label), readOnly: () => desk.readOnly(), offered: (type) => sheetType(desk.catalogue, type)?.settings ?? []});
const tabs = sheetTabs(desk);
const top = strip(desk);
const bar = toolbar(desk, grid);
const conflicts = conflictBar(desk);
const panels = sidePanels(desk);
const cellLine = h('div', {class: 'cell-line', id: 'cell-line', 'aria-live': 'polite'});

const workplace = h('section', {class: 'card sheet-card', 'aria-label': 'Sheets'}, bar.element, conflicts.element, tabs.element, form, grid, cellLine);
const whole = h('div', {class: 'workplace'}, workplace, panels.element);
main.append(h('h1', {class: 'unseen'}, 'Routing'), top.element, whole);

function problemMarks() {
  const found = new Map();
  for (const problem of desk.problems) {
    const place = desk.locate(problem);
    if (!place || place.sheet !== desk.sheetKey || !place.row) continue;
    const key = `${place.row}|${place.column ?? desk.sheet().columns[0]}`;
    found.set(key, [...(found.get(key) ?? []), `${problem.text}${problem.allowed ? `; allowed: ${problem.allowed}` : ''}`]);
  }
  return found;
}

function drawGrid() {
  const sheet = desk.sheet();
  if (sheet) grid.show(sheet, {...marks, problems: problemMarks()});
}

function drawCellLine() {
  const plan = grid.plan();
  const active = grid.active();
  const line = plan?.lines.find((each) => each.key === active.row);
  const column = plan?.columns.find((each) => each.key === active.column);
  if (!line || !column) {
    replace(cellLine);
    return;
  }
  const text = plan.sheet.rows[line.index].cells[column.index] ?? '';
  const wrong = problemMarks().get(`${active.row}|${active.column}`);
  const label = plan.sheet.rows[line.index].cells[0];
  replace(
    cellLine,
    h('strong', {class: 'where'}, placeOf(plan.sheet, active.row, active.column)),
    h('span', {class: 'which'}, line.kind === 'comment' ? 'comment' : [column.heading, line.kind === 'row' && column.index > 0 ? label : ''].filter(Boolean).join(' · ')),
    wrong ? h('span', {class: 'wrong'}, `"${text}": ${wrong.join('; ')}`) : h('span', {class: 'note hint', title: text}, text.length > 24 ? text : hint(desk.catalogue, plan, line, column)),
  );
}

function drawDocument() {
  if (!desk.sheet()) desk.sheetKey = desk.book.sheets[0]?.key ?? null;
  bar.draw();
  conflicts.draw();
  tabs.draw();
  const sheet = desk.sheet();
  grid.hidden = sheet === null;
  if (sheet === null) {
    form.hidden = true;
    return;
  }
  form.show(sheet, desk.problems.filter((each) => desk.locate(each)?.sheet === sheet.key));
  drawGrid();
  drawCellLine();
}

function drawState() {
  top.draw();
  if (desk.source) bar.draw();
  panels.state();
}

function drawAll() {
  drawDocument();
  drawState();
}

function touched({who, ops}) {
  for (const op of ops ?? []) {
    if (op.op !== 'cell') continue;
    const key = `${op.row}|${op.column}`;
    marks.touched.delete(key);
    marks.touched.set(key, who);
    setTimeout(() => {
      marks.touched.delete(key);
      drawDocument();
    }, TOUCHED_MS);
  }
}

function awake() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((done) => {
    document.addEventListener('visibilitychange', () => done(), {once: true});
  });
}

async function openSource(source, again = false) {
  if (source === desk.source && !again) return;
  if (desk.draft && !(await desk.draft.settled())) {
    const sure = await ask({title: 'Leave with edits that are not saved?', body: [h('p', {}, `${desk.draft.unsaved} are not with the gateway yet. They are kept in this browser and saved when the draft is opened here again.`)], actions: [{label: 'Leave', value: true}], back: 'Stay'});
    if (!sure) {
      bar.draw();
      return;
    }
  }
  const [kind, id] = source.split(':');
  try {
    if (kind === 'draft') {
      const loaded = await isf.draft(id);
      desk.draft?.close();
      desk.shown = loaded;
      desk.source = source;
      desk.draft = null;
      let revision = -1;
      const draft = followDraft(loaded, {
        client: isf,
        storage: localStorage,
        tell: notify,
        awake,
        onNews: touched,
        onChange() {
          // Called once before it is known here.
          if (desk.draft === null) return;
          drawDocument();
          if (draft.revision !== revision || draft.problems !== lastProblems) {
            revision = draft.revision;
            lastProblems = draft.problems;
            panels.changed();
          }
        },
      });
      let lastProblems = draft.problems;
      desk.draft = draft;
    } else {
      const loaded = await isf.version(id);
      desk.draft?.close();
      desk.draft = null;
      desk.shown = loaded;
      desk.source = source;
    }
  } catch (problem) {
    if (problem.status === undefined) throw problem;
    notify(problem.message);
    if (desk.source) {
      bar.draw();
      return;
    }
    if (source !== 'version:active') {
      await openSource(`version:${desk.state.ruling.version}`);
      return;
    }
  }
  Object.assign(marks, {lit: new Map(), litRows: new Map(), changed: new Map(), newRows: new Set(), newColumns: new Set(), touched: new Map()});
  drawAll();
  panels.moved();
  desk.remember();
}

async function askDraftName(from) {
  const name = h('input', {type: 'text', maxlength: 80, value: `${desk.me.name || 'Draft'}, ${new Date().toISOString().slice(0, 10)}`, 'data-first': true, id: 'draft-name'});
  return ask({
    title: 'New draft', body: [h('p', {}, `A copy of ${sourceName(desk, from)}, which several people may edit at once. Nothing rules until it is submitted and activated.`), field('Name', name)],
    actions: [{label: 'Make the draft', value: () => name.value.trim(), check: () => (name.value.trim() ? null : 'A draft has a name.')}],
  });
}

async function begin() {
  try {
    desk.catalogue = await isf.catalogue();
  } catch {
    // Without it there are no hints; all else works.
  }
  await desk.refresh();
  const wanted = new URLSearchParams(location.search);
  desk.sheetKey = wanted.get('sheet');
  const draft = wanted.get('draft');
  const version = wanted.get('version');
  await openSource(draft ? `draft:${draft}` : `version:${version ?? desk.state.ruling.version}`);
  followNamedStory(() => desk.remember());
  for (;;) {
    await new Promise((done) => setTimeout(done, STATE_EVERY_MS));
    if (!document.hidden) await desk.refresh();
  }
}

addEventListener('beforeunload', (event) => {
  if (desk.draft?.unsaved) event.preventDefault();
});
onKeys({
  '/': () => bar.focusFind(),
  p: () => panels.toggle(),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((number) => [number, () => panels.openNumber(number)])),
});

try {
  await begin();
} catch (problem) {
  main.append(h('p', {class: 'trouble'}, problem.message));
  throw problem;
}
