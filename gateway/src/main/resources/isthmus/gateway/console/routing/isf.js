// The gateway's resources for rule sets. A source is `active`, `version:N` or `draft:ID`.

import {send} from '/assets/api.js';

const q = encodeURIComponent;

function query(values) {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return pairs.length ? `?${pairs.map(([name, value]) => `${name}=${q(value)}`).join('&')}` : '';
}

export const isf = {
  state: () => send('GET', '/api/isf/state'),
  catalogue: () => send('GET', '/api/isf/catalogue'),
  traffic: (limit) => send('GET', `/api/isf/traffic${query({limit})}`),

  versions: () => send('GET', '/api/isf/versions'),
  version: (number) => send('GET', `/api/isf/versions/${q(number)}`),
  approve: (number, comment) => send('POST', `/api/isf/versions/${q(number)}/approve`, {json: {comment}}),
  refuse: (number, comment) => send('POST', `/api/isf/versions/${q(number)}/refuse`, {json: {comment}}),
  activate: (number, {comment, at, expecting}) => send('POST', `/api/isf/versions/${q(number)}/activate`, {json: {comment, at, expecting}}),
  unschedule: (id) => send('DELETE', `/api/isf/schedule/${q(id)}`),
  rollBack: (comment) => send('POST', '/api/isf/rollback', {json: {comment}}),

  makeDraft: (name, from) => send('POST', '/api/isf/drafts', {json: {name, from}}),
  draft: (id) => send('GET', `/api/isf/drafts/${q(id)}`),
  discard: (id) => send('DELETE', `/api/isf/drafts/${q(id)}`),
  edit: (id, revision, ops) => send('POST', `/api/isf/drafts/${q(id)}/edits${query({later: 'true'})}`, {json: {revision, ops}}),
  changes: (id, since, wait, signal) => send('GET', `/api/isf/drafts/${q(id)}/changes${query({since, wait})}`, {signal}),
  import: (id, file, whole) => send('POST', `/api/isf/drafts/${q(id)}/import${query({name: file.name, whole: whole ? 'true' : ''})}`, {file}),
  submit: (id, comment) => send('POST', `/api/isf/drafts/${q(id)}/submit`, {json: {comment}}),

  diff: (from, to) => send('GET', `/api/isf/diff${query({from, to})}`),
  analysis: (of, traffic) => send('GET', `/api/isf/analysis${query({of, traffic})}`),
  ask: (of, question) => send('POST', '/api/isf/try', {json: {of, ...question}}),
  whatIf: (of, against, last) => send('POST', '/api/isf/whatif', {json: {of, against, last}}),
  whatIfState: (id) => send('GET', `/api/isf/whatif/${q(id)}`),
  cancelWhatIf: (id) => send('DELETE', `/api/isf/whatif/${q(id)}`),

  /** Where a draft or version can be downloaded. */
  download(source, format, sheet) {
    const [kind, id] = source.split(':');
    const path = kind === 'draft' ? `/api/isf/drafts/${q(id)}/export` : `/api/isf/versions/${q(kind === 'active' ? 'active' : id)}`;
    return `${path}${query({format, sheet})}`;
  },
};
