// Words for a cell, from the gateway's catalogue and from the sheets that are shown.

import {parts} from './sheet.js';

const words = (list, note = '') => list.map((word) => ({word, note}));

/** The names that other sheets can be called by. */
function names(book, type) {
  return book.sheets.filter((sheet) => parts(sheet).type === type).map((sheet) => parts(sheet).id || sheet.id || sheet.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'));
}

function services(book) {
  const found = new Set();
  for (const sheet of book.sheets) {
    const shape = parts(sheet);
    if (shape.type !== 'routing') continue;
    for (const column of shape.columns) if (column.kind === 'service') found.add(column.heading.trim().toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'));
  }
  return [...found];
}

/** What the catalogue says of a type of sheet; null when it says nothing. */
export function sheetType(catalogue, type) {
  return (catalogue?.sheets ?? []).find((each) => each.type === type) ?? null;
}

/** What the catalogue says of a column; null when it says nothing. */
export function headingOf(catalogue, type, column) {
  const name = column.heading.trim().toLowerCase();
  const headings = sheetType(catalogue, type)?.headings ?? [];
  return headings.find((each) => each.heading !== '' && each.heading.toLowerCase() === name) ?? headings.find((each) => each.heading === '' && each.kind === column.kind) ?? null;
}

/** What a row of a routing table looks at, by its column Criterion or else its label. */
function criterionOf(catalogue, plan, line) {
  const cells = plan.sheet.rows[line.index].cells;
  const named = plan.columns.find((column) => column.heading.trim().toLowerCase() === 'criterion' && column.index > 0);
  const word = (named ? cells[named.index] ?? '' : '').trim().toLowerCase();
  const label = (cells[0] ?? '').trim().toLowerCase();
  const all = catalogue?.criteria ?? [];
  return all.find((each) => word !== '' && (each.word === word || word.startsWith(`${each.word} `))) ?? all.find((each) => each.labels.some((one) => one.toLowerCase() === label)) ?? null;
}

/** Names of lists, maps, tables and services where a heading takes them. */
function references(book, about) {
  const kinds = about?.refers ?? [];
  return [
    ...(kinds.includes('service') ? words(services(book), 'service') : []),
    ...(kinds.includes('table') ? words(names(book, 'routing'), 'table') : []),
    ...(kinds.includes('list') ? names(book, 'list').map((word) => ({word: `list ${word}`, note: 'list'})) : []),
    ...(kinds.includes('map') ? names(book, 'map').map((word) => ({word: `map ${word}`, note: 'map'})) : []),
  ];
}

export function suggestions(catalogue, book, plan, line, column, text, whole) {
  if (line.kind === 'comment' || whole.startsWith('#')) return [];
  const wanted = text.toLowerCase();
  const about = headingOf(catalogue, plan.type, column);
  let found = [];
  if (line.kind === 'heading') {
    const present = new Set(plan.columns.map((each) => each.heading.toLowerCase()));
    found = (sheetType(catalogue, plan.type)?.headings ?? []).filter((each) => each.heading !== '' && !present.has(each.heading.toLowerCase())).map((each) => ({word: each.heading, note: each.help}));
    if (plan.type === 'routing') found.unshift(...(catalogue?.installed ?? []).filter((each) => ![...present].some((one) => one.replaceAll(/[^a-z0-9]+/g, '-') === each)).map((word) => ({word, note: 'installed service'})));
  } else if (plan.type === 'routing' && column.kind === 'service') {
    found = wanted === '' || /^\d/.test(wanted) ? [] : words(['Yes', 'No']);
  } else if (plan.type === 'routing' && column.kind === 'label') {
    found = (catalogue?.criteria ?? []).flatMap((each) => each.labels.map((word) => ({word, note: each.unit || each.kind})));
  } else if (about) {
    found = [...words(about.words), ...references(book, about)];
    if (found.length === 0 && about.example) found = [{word: about.example, note: 'for example'}];
  }
  const begins = (each) => (each.word.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found.filter((each) => each.word.toLowerCase().includes(wanted) && each.word.toLowerCase() !== wanted).sort((a, b) => begins(a) - begins(b));
}

/** One line on what a cell may hold. */
export function hint(catalogue, plan, line, column) {
  if (line.kind === 'comment') return 'A comment: a line that begins with #.';
  const about = headingOf(catalogue, plan.type, column);
  if (plan.type === 'routing' && column.kind === 'service' && line.kind === 'row') {
    const criterion = criterionOf(catalogue, plan, line);
    return criterion ? `${criterion.allowed}${criterion.cells === 'yes-no' ? '. Space goes through them.' : '.'}` : 'Yes, No, a limit, or empty.';
  }
  if (!about) return '';
  const stages = about.stages.length > 0 && about.stages.length < 4 ? `Only at stage ${about.stages.join(', ')}.` : '';
  return [`${about.help}.`, line.kind === 'row' && about.example ? `For example: ${about.example}` : '', stages].filter(Boolean).join('  ');
}
