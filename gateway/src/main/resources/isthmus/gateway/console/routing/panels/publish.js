// From a draft to the version that rules: submit, approve by somebody else, activate now or later.

import {h, replace} from '/assets/dom.js';
import {isf} from '../isf.js';
import {ask} from '../ask.js';
import {button, chip, count, field, moment, when, zone} from '../words.js';

const STATES = {made: ['warn', 'waits for approval'], approved: ['ok', 'approved'], refused: ['error', 'refused']};

export function stateChipOf(version, desk) {
  if (version.version === desk.state.ruling.version) return chip('ok', 'rules');
  if (version.state === 'made' && desk.state.approval === 'off') return chip('plain', 'made');
  const [mood, text] = STATES[version.state] ?? ['plain', version.state];
  return chip(mood, text);
}

export function publishPanel(desk) {
  const box = h('div', {class: 'publish'});
  const area = (id, placeholder) => h('textarea', {id, rows: 2, placeholder, maxlength: 500});

  async function submit(comment) {
    await desk.settled();
    const made = await desk.attempt(() => isf.submit(desk.draft.id, comment));
    if (!made) return;
    desk.say(`Version ${made.version} was made.`);
    await desk.refresh();
    await desk.open(`version:${made.version}`);
    desk.panel('publish');
  }

  function ofDraft() {
    const {meta, problems} = desk.draft;
    if (meta.state !== 'open') {
      return [h('p', {}, `This draft was ${meta.state}${meta.version ? ` as version ${meta.version}` : ''}.`), meta.version && button(`Open version ${meta.version}`, () => desk.open(`version:${meta.version}`))];
    }
    const comment = area('submit-comment', 'What changes, and why');
    const off = desk.cannot('editor') ?? (problems.length ? `${count(problems.length, 'cell')} cannot be read` : null);
    const need = desk.state.approval === 'required'
      ? `Somebody other than its authors (${meta.authors.join(', ')}) approves it before it can rule.`
      : 'It can be activated at once.';
    return [
      h('h3', {}, 'Make a version of this draft'),
      h('p', {class: 'note'}, `The draft is closed and becomes the next version, which does not rule yet. ${need}`),
      field('Comment', comment),
      off && h('p', {class: 'why'}, off, problems.length > 0 && ['; see ', h('button', {type: 'button', class: 'link-button', onclick: () => desk.panel('findings')}, 'Findings')]),
      h('div', {class: 'actions'}, button('Submit', () => submit(comment.value.trim()), {kind: 'primary', off, id: 'submit'}), h('span', {class: 'grow'}), button('Discard the draft …', discard, {off: desk.cannot('editor')})),
    ];
  }

  async function discard() {
    const sure = await ask({title: `Discard the draft "${desk.draft.meta.name}"?`, body: [h('p', {}, `Its edits by ${desk.draft.meta.authors.join(', ')} are given up for everybody. The version that rules stays as it is.`)], actions: [{label: 'Discard', value: true, danger: true}]});
    if (!sure) return;
    if ((await desk.attempt(() => isf.discard(desk.draft.id).then(() => true))) !== true) return;
    await desk.refresh();
    desk.open(`version:${desk.state.ruling.version}`);
  }

  async function judge(verdict, comment) {
    const version = desk.shown;
    if (verdict === 'refuse' && !comment) {
      desk.say('Say why it is refused.');
      return;
    }
    const done = await desk.attempt(async () => (await isf[verdict](version.version, comment)) ?? true);
    if (done) desk.say(`Version ${version.version} was ${verdict === 'approve' ? 'approved' : 'refused'}.`);
    await desk.reopen();
  }

  async function activate(at, comment) {
    const {version} = desk.shown;
    const ruling = desk.state.ruling.version;
    const nodes = desk.state.nodes.length;
    const sure = await ask({
      title: at ? `Let version ${version} rule from ${when(at)}?` : `Let version ${version} rule now?`,
      body: [
        h('p', {}, at ? `At ${when(at)} (${zone()}; ${at}) version ${version} takes the place of the one that rules then, on ${count(nodes, 'node')}. Until then version ${ruling} goes on.` : `Version ${version} takes the place of version ${ruling} on ${count(nodes, 'node')} within a second.`),
        h('p', {class: 'note'}, `Messages on their way finish with the version that selected for them. Rolling back to version ${ruling} is one step.`),
      ],
      actions: [{label: at ? 'Schedule' : 'Activate', value: true}],
    });
    if (!sure) return;
    const done = await desk.attempt(() => isf.activate(version, {comment, at, expecting: ruling}));
    if (done) desk.say(at ? `Version ${version} is scheduled.` : `Version ${version} rules.`);
    await desk.reopen();
  }

  function ofVersion() {
    const version = desk.shown;
    const rules = version.version === desk.state.ruling.version;
    const parts = [
      h('h3', {}, `Version ${version.version} `, stateChipOf(version, desk)),
      h('p', {class: 'note'}, `Made ${when(version.madeAt)} by ${version.who}${version.authors?.length ? `, written by ${version.authors.join(', ')}` : ''}.`),
      version.comment && h('blockquote', {}, version.comment),
      version.approvals?.length > 0 && h('ul', {class: 'plain-list'}, version.approvals.map((each) => h('li', {}, chip(each.verdict.startsWith('approve') ? 'ok' : 'error', each.verdict), ` ${each.who}, `, moment(each.at), each.comment && `: ${each.comment}`))),
    ];
    if (version.state === 'made' && desk.state.approval === 'required') {
      const comment = area('approve-comment', 'What you looked at');
      const off = desk.cannot('approver') ?? (version.authors?.includes(desk.me.name) ? `${desk.me.name} is one of its authors; somebody else approves it` : null);
      parts.push(
        h('h3', {}, 'Approve'),
        h('p', {class: 'note'}, 'Look at Changes, Findings and What-if first.'),
        field('Comment', comment),
        off && h('p', {class: 'why'}, off),
        h('div', {class: 'actions'}, button('Approve', () => judge('approve', comment.value.trim()), {kind: 'primary', off, id: 'approve'}), button('Refuse', () => judge('refuse', comment.value.trim()), {off, id: 'refuse'})),
      );
    }
    const comment = area('activate-comment', 'Why now');
    const at = h('input', {type: 'datetime-local', id: 'activate-at'});
    const off = desk.cannot('editor') ?? (rules ? 'It rules already' : version.state === 'refused' ? 'It was refused' : version.state === 'made' && desk.state.approval === 'required' ? 'It waits for approval' : null);
    if (!rules) {
      parts.push(
        h('h3', {}, 'Activate'),
        field('Comment', comment),
        field(`At, in ${zone()}`, at, 'now, when empty'),
        off && h('p', {class: 'why'}, off),
        h('div', {class: 'actions'}, button('Activate …', () => activate(at.value ? new Date(at.value).toISOString() : null, comment.value.trim()), {kind: 'primary', off, id: 'activate'})),
      );
    } else {
      parts.push(h('p', {}, `It rules on ${count(desk.state.nodes.length, 'node')} since ${when(desk.state.ruling.at)}.`));
    }
    return parts;
  }

  function draw() {
    replace(box, desk.draft ? ofDraft() : desk.shown ? ofVersion() : []);
  }
  let drawn = '';
  /** What is typed into a comment stays while nothing that it depends on changes. */
  function drawIfNew() {
    const now = JSON.stringify([desk.source, desk.draft?.meta.state, desk.draft?.problems.length, desk.draft?.meta.authors, desk.shown?.state, desk.shown?.approvals, desk.state.ruling.version, desk.state.approval, desk.me]);
    if (now === drawn) return;
    drawn = now;
    draw();
  }
  return {id: 'publish', title: 'Publish', element: box, opened: drawIfNew, changed: drawIfNew, moved: drawIfNew, state: drawIfNew};
}
