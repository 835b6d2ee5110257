// A draft that several people edit at once. What the gateway confirmed comes by its feed of changes
// and nowhere else; what was typed here lies over it until the feed brings it back. So all browsers
// come to the same sheets, and what was typed is kept until the gateway has it.

import {apply, applyAll, inverses, mended, cellOf, sheetOf, rowOf, Misfit} from './book.js';

const WAIT_S = 10;
const PAUSES_MS = [500, 1000, 2000, 5000];
/** Operations in one request; a large paste goes in several. */
const MOST = 400;

/**
 * Begins to follow a draft.
 *
 * @param loaded the draft as the gateway gave it
 * @param client resources: draft(id), edit(id, revision, ops), changes(id, since, wait, signal)
 * @param onChange called when anything that is shown may have changed
 * @param onNews called with {who, at, ops} of others' edits
 * @param tell called with a line for the user
 * @param awake resolves once somebody looks; who does not look takes none of the browser's few connections
 * @param storage keeps what is not yet saved over a reload; localStorage or alike
 */
export function followDraft(loaded, {client, onChange, onNews = () => {}, tell = () => {}, awake = async () => {}, storage = null}) {
  const id = loaded.id;
  const kept = `isthmus-draft-${id}`;
  let meta = loaded;
  let confirmed = {sheets: loaded.sheets};
  let revision = loaded.revision;
  let problems = loaded.problems ?? [];
  let groups = [];
  let view = confirmed;
  let undos = [];
  let redos = [];
  let conflict = null;
  let trouble = null;
  let sending = null;
  let failures = 0;
  let closed = false;
  let lastGroup = 0;
  const abort = new AbortController();

  const waiting = () => groups.filter((group) => group.ack === null);

  function keep() {
    try {
      const rest = waiting().map(({ops, label}) => ({ops, label}));
      if (rest.length) storage?.setItem(kept, JSON.stringify(rest));
      else storage?.removeItem(kept);
    } catch {
      // Then it lasts as long as the page.
    }
  }

  function rebuild() {
    view = confirmed;
    for (const group of groups) {
      for (const op of group.ops) {
        try {
          view = apply(view, op);
        } catch (misfit) {
          // The gateway says so too, when it is asked, and then the user decides.
          if (!(misfit instanceof Misfit)) throw misfit;
        }
      }
    }
    keep();
    onChange();
  }

  function push(ops, label) {
    view = applyAll(view, ops);
    for (let from = 0; from < ops.length; from += MOST) {
      lastGroup += 1;
      groups.push({id: lastGroup, ops: ops.slice(from, from + MOST), label, ack: null});
    }
    keep();
    onChange();
    pump();
  }

  async function pump() {
    if (sending || conflict || closed) return;
    const group = groups.find((each) => each.ack === null);
    if (!group) return;
    sending = failures > 0 ? again(group) : client.edit(id, revision, group.ops);
    try {
      const answer = await sending;
      group.ack = answer.revision;
      problems = answer.problems ?? problems;
      failures = 0;
      trouble = null;
      if (group.ack <= revision) groups = groups.filter((each) => each !== group);
      sending = null;
      rebuild();
      pump();
    } catch (problem) {
      sending = null;
      await refused(group, problem);
    }
  }

  /** An answer may have been lost on its way: what has arrived already is not sent twice. */
  async function again(group) {
    const {edits, revision: known} = await client.changes(id, revision, 0);
    const done = applyAll(confirmed, edits.flatMap((edit) => edit.ops ?? []));
    const ops = [];
    let book = done;
    for (const op of group.ops) {
      try {
        const next = apply(book, op);
        if (next !== book) ops.push(op);
        book = next;
      } catch {
        ops.push(op);
      }
    }
    if (ops.length > 0) return client.edit(id, revision, ops);
    return {revision: known};
  }

  async function refused(group, problem) {
    if (problem.status === 409 && problem.body?.conflict) {
      trouble = null;
      failures = 0;
      await pull(0);
      const before = JSON.stringify(group.ops);
      conflict = conflictOf(group, problem.body.conflict);
      if (conflict === null) {
        if (group.ops.length === 0) groups = groups.filter((each) => each !== group);
        rebuild();
        // What is refused although it fits is asked again, but not without end.
        setTimeout(pump, JSON.stringify(group.ops) === before ? PAUSES_MS[1] : 0);
        return;
      }
    } else if (problem.status === 409 || problem.status === 404 || problem.status === 403) {
      trouble = {text: problem.message, again: false};
      await reload().catch(() => {});
    } else if (problem.status >= 400 && problem.status < 500 && problem.status !== 401 && problem.status !== 408 && problem.status !== 429) {
      groups = groups.filter((each) => each !== group);
      const typed = group.ops.find((op) => op.op === 'cell' && op.now)?.now;
      tell(`Not taken: ${problem.message}${typed ? ` You wrote: ${typed}` : ''}`);
      rebuild();
      pump();
      return;
    } else {
      trouble = {text: problem.message, again: true};
      failures += 1;
      setTimeout(pump, PAUSES_MS[Math.min(failures, PAUSES_MS.length) - 1]);
    }
    onChange();
  }

  /**
   * Everything of a group that does not fit what stands there now, null when all does. What others
   * did already is left out of the group, and what hung on a place that is gone goes to the end.
   */
  function conflictOf(group, told) {
    const items = [];
    const ops = [];
    let book = confirmed;
    for (const given of group.ops) {
      const op = mended(book, given);
      try {
        const next = apply(book, op);
        if (next !== book) ops.push(op);
        book = next;
      } catch (misfit) {
        if (!(misfit instanceof Misfit)) throw misfit;
        ops.push(op);
        items.push({op, gone: misfit.now === null, theirs: misfit.now, who: told.who ?? 'somebody', at: told.at ?? null, text: misfit.message});
      }
    }
    group.ops = ops;
    return items.length === 0 ? null : {group, items};
  }

  async function reload() {
    const fresh = await client.draft(id);
    meta = fresh;
    confirmed = {sheets: fresh.sheets};
    revision = fresh.revision;
    problems = fresh.problems ?? [];
    groups = groups.filter((group) => group.ack === null || group.ack > revision);
    rebuild();
  }

  async function pull(wait) {
    const answer = await client.changes(id, revision, wait, abort.signal);
    // Whether a change is ours is known once the gateway has answered what was sent.
    if (sending) await sending.catch(() => {});
    let again = false;
    for (const edit of answer.edits ?? []) {
      if (edit.revision <= revision) continue;
      const own = groups.some((group) => group.ack === edit.revision);
      if (!edit.ops) again = true;
      if (!again) {
        try {
          confirmed = applyAll(confirmed, edit.ops);
        } catch {
          again = true;
        }
      }
      revision = edit.revision;
      if (!own) onNews(edit);
    }
    groups = groups.filter((group) => group.ack === null || group.ack > revision);
    problems = answer.problems ?? problems;
    if (answer.state) meta = {...meta, state: answer.state, version: answer.version ?? meta.version};
    if (again) await reload();
    else rebuild();
  }

  async function follow() {
    let failed = 0;
    while (!closed) {
      await awake();
      if (closed) return;
      try {
        const began = revision;
        await pull(WAIT_S);
        failed = 0;
        if (trouble?.again && !waiting().length) trouble = null;
        // A feed that answers at once without news must not be asked without end.
        if (revision === began) await new Promise((done) => setTimeout(done, 250));
      } catch (problem) {
        if (closed || problem.name === 'AbortError') return;
        failed += 1;
        trouble = {text: problem.message, again: true};
        onChange();
        await new Promise((done) => setTimeout(done, PAUSES_MS[Math.min(failed, PAUSES_MS.length) - 1]));
      }
    }
  }

  function revert(from, to, word) {
    const entry = from.pop();
    if (!entry) return;
    try {
      const back = inverses(view, entry.ops);
      to.push({ops: back, label: entry.label});
      push(entry.ops, `${word} ${entry.label}`);
    } catch (misfit) {
      if (!(misfit instanceof Misfit)) throw misfit;
      tell(`Cannot ${word} "${entry.label}": ${misfit.message} by somebody else since.`);
      onChange();
    }
  }

  try {
    const rest = JSON.parse(storage?.getItem(kept) ?? '[]');
    for (const {ops, label} of rest) {
      lastGroup += 1;
      groups.push({id: lastGroup, ops, label, ack: null});
    }
    if (rest.length) tell(`${rest.length === 1 ? 'An edit was' : `${rest.length} edits were`} not saved when this page was left; saving now.`);
  } catch {
    // What cannot be read was not written here.
  }
  rebuild();
  pump();
  follow();

  return {
    id,
    get meta() { return meta; },
    get book() { return view; },
    get problems() { return problems; },
    get revision() { return revision; },
    get conflict() { return conflict; },
    get trouble() { return trouble; },
    get unsaved() { return waiting().length; },
    get canUndo() { return undos.at(-1)?.label ?? null; },
    get canRedo() { return redos.at(-1)?.label ?? null; },

    /** Does operations as one step; they are shown at once. */
    edit(ops, label) {
      if (ops.length === 0) return;
      const back = inverses(view, ops);
      undos.push({ops: back, label});
      if (undos.length > 500) undos.shift();
      redos = [];
      push(ops, label);
    },
    undo: () => revert(undos, redos, 'undo'),
    redo: () => revert(redos, undos, 'redo'),

    /** Ends a conflict: `mine` writes over what others wrote, otherwise theirs stays. */
    resolve(mine) {
      if (!conflict) return;
      const {group, items} = conflict;
      const ops = [];
      let book = confirmed;
      for (const op of group.ops) {
        const item = items.find((each) => each.op === op);
        if (item && (item.gone || !mine)) continue;
        const fitting = item ? {...op, was: item.theirs} : op;
        try {
          book = apply(book, fitting);
          ops.push(fitting);
        } catch {
          // It hung on an operation that was given up.
        }
      }
      conflict = null;
      if (ops.length) group.ops = ops;
      else groups = groups.filter((each) => each !== group);
      rebuild();
      pump();
    },

    /** Gives up what is not saved. */
    giveUp() {
      groups = groups.filter((group) => group.ack !== null);
      conflict = null;
      trouble = null;
      rebuild();
    },
    /** Reads all anew, after an import for one. */
    reload,
    /** Resolves once all that was typed is with the gateway, or cannot get there now. */
    async settled() {
      while (waiting().length && !conflict && !trouble && !closed) {
        if (sending) await sending.catch(() => {});
        await new Promise((done) => setTimeout(done, 20));
      }
      return waiting().length === 0;
    },
    close() {
      closed = true;
      abort.abort();
    },
  };
}

/** The cell of a conflict in words, with both texts. */
export function conflictText(book, item) {
  const sheet = sheetOf(book, item.op.sheet);
  if (!sheet) return {place: 'a sheet', text: item.text};
  const row = item.op.row ? rowOf(sheet, item.op.row) : null;
  return {sheet, row, mine: item.op.now ?? '', theirs: item.theirs ?? (row && item.op.column ? cellOf(sheet, item.op.row, item.op.column) : '')};
}
