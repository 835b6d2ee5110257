// The resources of rule sets in memory, as far as tests of the page need them: drafts that merge
// edits and refuse those that do not fit, versions, and answers to questions that are good enough to
// be drawn. Only for tests; the gateway's own are tested with the gateway.

import {apply, applyAll, sheetOf} from '/routing/book.js';
import {parts, isYes, isNo, letters} from '/routing/sheet.js';

const copy = (value) => JSON.parse(JSON.stringify(value));

export function rawSheet(name, rows) {
  const width = Math.max(...rows.map((row) => row.length));
  return {
    key: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'), name, id: '', type: '',
    columns: Array.from({length: width}, (_, i) => `c${i + 1}`),
    rows: rows.map((cells, i) => ({key: `r${i + 1}`, cells: Array.from({length: width}, (_, c) => cells[c] ?? '')})),
  };
}

function described(sheets) {
  return sheets.map((sheet) => {
    const shape = parts(sheet);
    return {...sheet, id: shape.id || sheet.key, type: shape.type};
  });
}

/** Service cells that are neither yes nor no nor a number. */
export function problemsOf(sheets) {
  const problems = [];
  for (const sheet of sheets) {
    const shape = parts(sheet);
    if (shape.type !== 'routing') continue;
    for (const {row, index, comment} of shape.body) {
      if (comment) continue;
      for (const column of shape.columns) {
        const text = row.cells[column.index] ?? '';
        if (column.kind !== 'service' || text === '' || isYes(text) || isNo(text) || /^[0-9][0-9.,]*( ?[kKMG]i?B)?$/.test(text)) continue;
        problems.push({sheet: sheet.key, row: row.key, column: column.key, place: `${letters(column.index)}${index + 1}`, text: 'neither yes nor no', allowed: 'Yes, No, or empty'});
      }
    }
  }
  return problems;
}

export class FakeGateway {
  constructor(sheets, {me = {name: 'alice', roles: ['editor', 'approver']}, approval = 'required', now = () => new Date().toISOString()} = {}) {
    this.me = me;
    this.now = now;
    this.approval = approval;
    this.versions = [{version: 1, name: 'Default routing', comment: 'Table of the first start', who: 'node-1', authors: ['node-1'], madeAt: now(), from: {file: 'routing.csv'}, base: null, state: 'approved', approvals: [], activations: [{at: now(), who: 'node-1', why: 'first start', node: 'node-1'}], sheets: copy(sheets)}];
    this.ruling = 1;
    this.scheduled = [];
    this.drafts = new Map();
    this.waiters = [];
    this.jobs = new Map();
    this.down = false;
    this.count = 0;
  }

  /** Who asks is said by the caller of the fake, as a session would. */
  async handle(method, url, body, who = this.me) {
    const {pathname, searchParams} = new URL(url, 'http://fake');
    const path = pathname.split('/').slice(3);
    if (this.down) throw new Error('down');
    const value = body ? JSON.parse(body) : {};
    try {
      const answer = await this.route(method, pathname, path, searchParams, value, who);
      return {status: answer === undefined ? 204 : answer.status ?? 200, json: answer?.json ?? answer ?? null};
    } catch (problem) {
      if (!problem.status) throw problem;
      return {status: problem.status, json: problem.json};
    }
  }

  route(method, pathname, path, query, value, who) {
    if (pathname === '/api/session') return {name: who.name, roles: who.roles, csrf: 'x', open: false, oidc: false};
    const [what, id, more] = path;
    switch (`${method} ${what}`) {
      case 'GET state': return this.state(who);
      case 'GET catalogue': return this.catalogue();
      case 'GET versions': return id ? {...this.version(id), sheets: described(this.version(id).sheets)} : {versions: this.versions.map(({sheets, ...rest}) => rest), ruling: this.ruling};
      case 'POST versions': return this.decide(id, more, value, who);
      case 'POST rollback': return this.activate(this.previous(), value, who);
      case 'DELETE schedule': this.scheduled = this.scheduled.filter((each) => String(each.id) !== id); return undefined;
      case 'POST drafts': return id ? this.draftAction(id, more, value, who) : this.makeDraft(value, who);
      case 'GET drafts': return more === 'changes' ? this.changes(id, Number(query.get('since')), Number(query.get('wait'))) : this.shown(this.draft(id));
      case 'DELETE drafts': this.draft(id).state = 'discarded'; return undefined;
      case 'GET diff': return this.diff(query.get('from'), query.get('to'));
      case 'GET analysis': return this.analysis(query.get('of'));
      case 'POST try': return this.ask(value);
      case 'GET traffic': return {messages: Array.from({length: 12}, (_, i) => ({id: `m-${i}`, at: this.now(), kind: i % 4 ? 'message' : 'file transfer', size: 120 + i * 900, mediaType: i % 3 ? 'text/plain' : 'image/jpeg', chosen: i % 3 ? 'sms' : 'mms', state: i % 5 ? 'delivered' : 'failed'}))};
      case 'POST whatif': return this.whatIf(value);
      case 'GET whatif': return this.whatIfState(id);
      case 'DELETE whatif': this.jobs.get(id).cancelled = true; return undefined;
      default: return this.refuse(404, {error: `nothing is at ${pathname}`, where: pathname});
    }
  }

  refuse(status, json) {
    throw Object.assign(new Error(json.error), {status, json});
  }

  version(id) {
    const number = id === 'active' ? this.ruling : Number(id);
    return this.versions.find((each) => each.version === number) ?? this.refuse(404, {error: `there is no version ${id}`, where: id});
  }

  draft(id) {
    return this.drafts.get(id) ?? this.refuse(404, {error: `there is no draft ${id}`, where: id});
  }

  sheets(source) {
    const [kind, id] = source.split(':');
    return kind === 'draft' ? this.draft(id).sheets : this.version(kind === 'active' ? 'active' : id).sheets;
  }

  previous() {
    const all = this.versions.flatMap((each) => each.activations.map((a) => [a.at, each.version])).sort();
    return all.map(([, version]) => version).filter((version) => version !== this.ruling).at(-1) ?? null;
  }

  state(who) {
    const ruling = this.version('active');
    const last = ruling.activations.at(-1);
    return {
      ruling: {version: ruling.version, at: last.at, who: last.who, why: last.why}, previous: this.previous(), scheduled: this.scheduled, approval: this.approval,
      nodes: [{node: 'node-1', version: this.ruling, prepared: [this.ruling], seenAt: this.now(), trouble: null}, {node: 'node-2', version: this.ruling, prepared: [this.ruling], seenAt: this.now(), trouble: null}],
      drafts: [...this.drafts.values()].filter((each) => each.state === 'open').map(({id, name, base, revision, state, authors, changedAt}) => ({id, name, base, revision, state, authors, changedAt})),
      me: who,
    };
  }

  catalogue() {
    const heading = (name, kind, help, example, words = [], refers = [], stages = []) => ({heading: name, kind, help, example, words, refers, stages});
    const settings = (...names) => names.map((name) => ({name: `${name}:`, help: name, example: '', words: name === 'Strategy' ? ['top-down', 'weights'] : []}));
    return {
      installed: ['sms', 'mms'],
      sheets: [
        {type: 'routing', help: '', settings: settings('Type', 'Id', 'Name', 'Strategy'), headings: [heading('', 'label', 'The name of the criterion', 'Text ok'), heading('', 'service', 'A service: its name is the heading', 'SMS'), heading('Comment', 'attribute', 'The operator\'s note', '')]},
        {type: 'policy', help: '', settings: settings('Type', 'Id', 'Name', 'Zone'), headings: [heading('', 'label', 'The name of the rule', 'From abroad'), heading('Stage', 'attribute', 'When the row is asked', 'selection', ['decision', 'selection', 'failure', 'inbound']), heading('Kind', 'condition', 'The kind of request', 'message', ['message', 'file transfer']), heading('From', 'condition', 'The originator', '+49*', [], ['list']), heading('Forbid', 'action', 'Services that it must not take', 'sms', [], ['service'], ['selection', 'failure'])]},
        {type: 'list', help: '', settings: settings('Type', 'Id', 'Name'), headings: [heading('Address', 'entry', 'A number, a prefix, a domain', '+49*')]},
      ],
      criteria: [{word: 'size', labels: ['Max size (bytes)'], kind: 'limit', unit: 'bytes', cells: 'number', allowed: 'a whole number, with kB or MB if wanted, or empty', mandatory: 'Yes', source: 'table'}],
    };
  }

  shown(draft) {
    const {id, name, base, revision, state, version, authors, changedAt, sheets} = draft;
    return copy({id, name, base, revision, state, version, authors, changedAt, sheets: described(sheets), problems: problemsOf(sheets)});
  }

  makeDraft({name, from}, who) {
    this.count += 1;
    const id = `d${this.count}`;
    const base = from.startsWith('version:') ? Number(from.slice(8)) : this.ruling;
    const draft = {id, name, base, revision: 1, state: 'open', version: null, authors: [who.name], changedAt: this.now(), sheets: copy(this.sheets(from)), edits: []};
    this.drafts.set(id, draft);
    return {status: 201, json: this.shown(draft)};
  }

  draftAction(id, more, value, who) {
    const draft = this.draft(id);
    if (draft.state !== 'open') this.refuse(409, {error: `the draft is ${draft.state}`, where: 'draft'});
    if (more === 'submit') return this.submit(draft, value, who);
    return this.edit(draft, value, who);
  }

  edit(draft, {ops}, who) {
    if (!who.roles.includes('editor')) this.refuse(403, {error: `${who.name} is not editor here`, where: ''});
    let book = {sheets: draft.sheets};
    ops.forEach((op, i) => {
      try {
        book = apply(book, op);
      } catch (misfit) {
        const last = draft.edits.findLast((edit) => edit.ops.some((each) => each.row === op.row && each.column === op.column));
        this.refuse(409, {error: misfit.message, where: `ops[${i}]`, conflict: {sheet: op.sheet, row: op.row, column: op.column, now: misfit.now, who: last?.who ?? 'somebody', at: last?.at ?? this.now()}, revision: draft.revision});
      }
    });
    draft.sheets = book.sheets;
    draft.revision += 1;
    draft.changedAt = this.now();
    if (!draft.authors.includes(who.name)) draft.authors.push(who.name);
    draft.edits.push({revision: draft.revision, who: who.name, at: this.now(), ops});
    for (const wake of this.waiters.splice(0)) wake();
    return {revision: draft.revision, problems: problemsOf(draft.sheets)};
  }

  async changes(id, since, wait) {
    const draft = this.draft(id);
    if (draft.revision <= since && wait > 0) {
      await new Promise((resolve) => {
        this.waiters.push(resolve);
        setTimeout(resolve, wait * 1000);
      });
    }
    return copy({revision: draft.revision, edits: draft.edits.filter((edit) => edit.revision > since), problems: problemsOf(draft.sheets), state: draft.state});
  }

  submit(draft, {comment}, who) {
    const problems = problemsOf(draft.sheets);
    if (problems.length) this.refuse(422, {error: `the draft has ${problems.length} errors`, where: 'draft', problems});
    const version = this.versions.length + 1;
    this.versions.push({version, name: draft.name, comment, who: who.name, authors: draft.authors, madeAt: this.now(), from: {draft: draft.id}, base: draft.base, state: this.approval === 'off' ? 'approved' : 'made', approvals: [], activations: [], sheets: copy(draft.sheets)});
    draft.state = 'submitted';
    draft.version = version;
    return {status: 201, json: {version}};
  }

  decide(id, more, value, who) {
    const version = this.version(id);
    if (more === 'activate') return this.activate(version.version, value, who);
    if (version.authors.includes(who.name)) this.refuse(403, {error: `${who.name} is one of its authors; somebody else must approve it`, where: 'version'});
    version.state = more === 'approve' ? 'approved' : 'refused';
    version.approvals.push({who: who.name, at: this.now(), verdict: version.state, comment: value.comment ?? ''});
    return {version: version.version, state: version.state};
  }

  activate(number, {comment, at}, who) {
    const version = this.version(number);
    if (version.state !== 'approved') this.refuse(409, {error: `version ${number} is not approved`, where: 'version'});
    if (at) {
      this.scheduled.push({id: this.scheduled.length + 1, version: number, at, who: who.name});
      return {status: 202, json: {scheduled: this.scheduled.length}};
    }
    const before = this.ruling;
    this.ruling = number;
    version.activations.push({at: this.now(), who: who.name, why: comment ?? '', node: 'node-1'});
    return {version: number, before};
  }

  /** Rows and cells by their names; enough to be drawn. */
  diff(from, to) {
    const old = this.sheets(from);
    const sheets = this.sheets(to).map((sheet) => {
      const was = old.find((each) => each.name === sheet.name);
      const changes = [];
      const now = parts(sheet);
      const then = was ? parts(was) : {body: [], columns: []};
      for (const {row, index} of now.body) {
        const other = then.body.find((each) => each.row.cells[0] === row.cells[0]);
        if (!other) changes.push({kind: 'row-added', row: row.cells[0], column: '', before: '', after: row.cells.join(' | '), fromRow: 0, toRow: index + 1});
        else {
          now.columns.forEach((column) => {
            const past = then.columns.find((each) => each.heading === column.heading);
            const before = past ? other.row.cells[past.index] ?? '' : '';
            const after = row.cells[column.index] ?? '';
            if (before !== after) changes.push({kind: 'cell', row: row.cells[0], column: column.heading, before, after, fromRow: other.index + 1, toRow: index + 1});
          });
        }
      }
      for (const {row, index} of then.body) {
        if (!now.body.some((each) => each.row.cells[0] === row.cells[0])) changes.push({kind: 'row-removed', row: row.cells[0], column: '', before: row.cells.join(' | '), after: '', fromRow: index + 1, toRow: 0});
      }
      return {name: sheet.name, change: was ? (changes.length ? 'changed' : 'same') : 'added', changes};
    });
    return {sheets, same: sheets.every((sheet) => sheet.change === 'same'), text: ''};
  }

  analysis(of) {
    const sheet = this.sheets(of)[0];
    return {
      findings: [
        ...problemsOf(this.sheets(of)).map((each) => ({severity: 'error', code: 'cell', sheet: sheet.name, row: sheet.rows.findIndex((row) => row.key === each.row) + 1, column: sheet.columns.indexOf(each.column) + 1, place: each.place, text: `${each.text}; allowed: ${each.allowed}`})),
        {severity: 'warning', code: 'never-chosen', sheet: sheet.name, row: parts(sheet).headingIndex + 1, column: 5, place: `E${parts(sheet).headingIndex + 1}`, text: 'PS Voice can never be chosen: Max size (bytes) is 0 and no text, picture or clip is allowed'},
        {severity: 'note', code: 'no-effect', sheet: sheet.name, row: 6, column: 0, place: '6', text: 'this row changed no decision in the last 1,000 messages'},
      ],
      took: 31,
    };
  }

  /** A plain reading: yes and no by the words of the row, limits by the size. */
  ask({of, request, message}) {
    const size = message ? 20_000 : request.size ?? (request.text ?? '').length;
    const sheet = this.sheets(of)[0];
    const shape = parts(sheet);
    const services = shape.columns.filter((column) => column.kind === 'service');
    const cells = [];
    const out = new Map();
    for (const {row, index, comment} of shape.body) {
      if (comment) continue;
      for (const service of services) {
        const entry = row.cells[service.index] ?? '';
        const name = service.heading.toLowerCase().replaceAll(' ', '-');
        const limit = /^[0-9.,]+$/.test(entry) ? Number(entry.replace(/[.,]/g, '')) : null;
        const applies = /size/i.test(row.cells[0]) || /text|allows|fine/i.test(row.cells[0]);
        if (!applies || entry === '') continue;
        const failed = limit !== null ? size > limit : isNo(entry);
        const decisive = failed && !out.has(name);
        if (decisive) out.set(name, `out by ${row.cells[0]} (${limit !== null ? `${size}, at most ${limit}` : entry})`);
        cells.push({service: name, sheet: sheet.name, row: index + 1, column: service.index + 1, entry, outcome: failed ? 'failed' : 'fulfilled', decisive});
      }
    }
    const names = services.map((service) => service.heading.toLowerCase().replaceAll(' ', '-'));
    const chosen = names.find((name) => !out.has(name)) ?? null;
    const lines = names.map((name) => (out.has(name) ? `  -  ${name}  ${out.get(name)}` : `  ${name === chosen ? 1 : 2}. ${name}  feasible`));
    return {
      decision: {outcome: 'interworked at once', because: 'the recipient is not a CPM user, §5.3.1.1.4'}, selection: {}, matches: [], cells, chosen,
      text: `message, attempt 1: ${chosen ? `${chosen} chosen` : 'rejected, NO_FEASIBLE_SERVICE'}\n  request: ${size} octets\n${lines.join('\n')}`,
    };
  }

  whatIf({last}) {
    this.count += 1;
    const id = `w${this.count}`;
    this.jobs.set(id, {began: Date.now(), last});
    return {status: 202, json: {id}};
  }

  whatIfState(id) {
    const job = this.jobs.get(id);
    const done = Math.min(job.last, Math.floor(((Date.now() - job.began) / 1500) * job.last));
    const state = job.cancelled ? 'cancelled' : done >= job.last ? 'done' : 'running';
    return {state, done, total: job.last, took: Date.now() - job.began, same: done - Math.floor(done / 20), moves: state === 'done' ? [{from: 'sms', to: 'mms', count: Math.floor(job.last / 25), examples: [{message: 'm-1', at: this.now(), kind: 'message', size: 1900, why: 'sms out by Max segments'}]}, {from: 'mms', to: 'rejected: NO_FEASIBLE_SERVICE', count: Math.floor(job.last / 100), examples: []}] : []};
  }
}

export {applyAll, sheetOf};
