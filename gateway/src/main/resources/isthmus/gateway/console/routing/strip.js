// The top of the page: what rules since when and by whom, who follows, what is planned, the way back.

import {h, replace} from '/assets/dom.js';
import {isf} from './isf.js';
import {ask} from './ask.js';
import {button, chip, count, field, moment, when} from './words.js';

export function strip(desk) {
  const element = h('section', {class: 'card strip', 'aria-label': 'What rules'});

  async function rollBack() {
    const {ruling, previous, nodes} = desk.state;
    const comment = h('textarea', {rows: 2, maxlength: 500, 'data-first': true, placeholder: 'What went wrong'});
    const sure = await ask({
      title: `Roll back to version ${previous}?`,
      body: [h('p', {}, `Version ${previous}, which ruled before, takes the place of version ${ruling.version} on ${count(nodes.length, 'node')} within a second. It needs no approval. Version ${ruling.version} is kept and can be activated again.`), field('Why', comment)],
      actions: [{label: `Roll back to ${previous}`, value: () => ({comment: comment.value.trim()}), danger: true}],
    });
    if (!sure) return;
    const done = await desk.attempt(() => isf.rollBack(sure.comment));
    if (done) desk.say(`Version ${done.version} rules again.`);
    await desk.reopen();
  }

  async function unschedule(each) {
    const sure = await ask({title: `Take version ${each.version} off the schedule?`, body: [h('p', {}, `It will not rule at ${when(each.at)}. Version ${desk.state.ruling.version} goes on.`)], actions: [{label: 'Take off', value: true}], back: 'Keep'});
    if (!sure) return;
    await desk.attempt(() => isf.unschedule(each.id).then(() => true));
    await desk.refresh();
  }

  /** It has failed already: there is nothing to ask. */
  async function dismiss(each) {
    await desk.attempt(() => isf.unschedule(each.id).then(() => true));
    await desk.refresh();
  }

  let drawn = '';
  function draw() {
    const {ruling, previous, scheduled, failed = [], nodes} = desk.state;
    const behind = nodes.filter((node) => node.version !== ruling.version || node.trouble);
    const now = JSON.stringify([ruling, previous, scheduled, failed, nodes.map(({node, version, trouble, alive}) => [node, version, trouble, alive]), desk.me, new Date().getDate()]);
    if (now === drawn) return;
    drawn = now;
    const off = desk.cannot('editor', 'approver') ?? (previous === null ? 'Nothing ruled before' : null);
    replace(
      element,
      h('p', {class: 'rules'}, 'Version ', h('button', {type: 'button', class: 'link-button', title: 'Open it', onclick: () => desk.open(`version:${ruling.version}`)}, String(ruling.version)), ' rules', h('span', {class: 'note'}, ' since ', moment(ruling.at), `, by ${ruling.who}${ruling.why ? `: ${ruling.why}` : ''}`)),
      h('ul', {class: 'nodes', 'aria-label': 'Nodes'}, nodes.map((node) =>
        h('li', {title: node.trouble || `${node.node} has version ${node.version}, seen ${when(node.seenAt)}`}, chip(node.trouble ? 'error' : node.alive && node.version === ruling.version ? 'ok' : 'warn', `${node.node}${node.version === ruling.version ? '' : ` at ${node.version}`}${node.alive ? '' : ', not heard of'}`)))),
      behind.some((node) => node.trouble) && h('p', {class: 'wrong'}, behind.filter((node) => node.trouble).map((node) => `${node.node}: ${node.trouble}`).join('; ')),
      h('span', {class: 'grow'}),
      failed.map((each) => h('span', {class: 'planned wrong'}, `Version ${each.version} did not take over at ${when(each.at)}: ${each.detail} `, button('Dismiss', () => dismiss(each), {off: desk.cannot('editor')}))),
      scheduled.map((each) => h('span', {class: 'planned'}, `Version ${each.version} rules from `, moment(each.at), h('span', {class: 'note'}, `, by ${each.who} `), button('Take off …', () => unschedule(each), {off: desk.cannot('editor')}))),
      button(previous === null ? 'Roll back' : `Roll back to ${previous} …`, rollBack, {off, id: 'roll-back'}),
    );
  }
  return {element, draw};
}
