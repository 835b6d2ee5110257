// Tables that tests and pictures use.

import {rawSheet} from './fake-gateway.js';

export const TABLE_1 = [
  ['Name:', 'Table 1'],
  ['Strategy:', 'top-down'],
  ['# As in CPM SD appendix D'],
  ['Criterion', 'SMS', 'MMS', 'Email', 'PS Voice', 'Internet TV', 'Comment'],
  ['Max size (bytes)', '140', '45000', '10.000.000', '0', '1000', ''],
  ['Video stream ok', 'No', 'No', 'No', 'No', 'Yes', 'Only Internet television takes video streams'],
  ['Audio stream ok', 'No', 'No', 'No', 'Yes', 'Yes', ''],
  ['Video clip ok', 'No', 'No', 'Yes', 'No', 'No', ''],
  ['Audio clip ok', 'No', 'Yes', 'Yes', 'No', 'No', ''],
  ['Picture ok', 'No', 'Yes', 'Yes', 'No', 'Yes', ''],
  ['Text ok', 'Yes', 'Yes', 'Yes', 'No', 'Yes', ''],
  ['Bidirectional Voice ok', 'No', 'No', 'No', 'Yes', 'No', ''],
  ['Preferred by service provider', 'No', 'Yes', 'No', 'No', 'No', 'The MMSC has free capacity'],
  ['# The user\'s own data come before these two'],
  ['Service provider allows for user', 'Yes', 'Yes', 'No', 'Yes', 'No', ''],
  ['Fine with user', 'No', 'Yes', 'Yes', 'Yes', 'No', ''],
];

const POLICY = [
  ['Type:', 'policy'],
  ['Zone:', 'Europe/Berlin'],
  ['Rule', 'Stage', 'Kind', 'From', 'To', 'Size', 'When', 'Failure', 'Force', 'Forbid', 'Reject', 'Validity', 'Comment'],
  ['Blocked senders', 'decision', '', 'list blocked', '', '', '', '', '', '', '403 Not from here', '', ''],
  ['Partners by mail', 'selection', '', '', '@example.org, @*.example.net', '', '', '', 'email', '', '', '', 'Agreed with the partner in May'],
  ['No MMS at night', 'selection', 'message', '', '+49*', '> 100 kB', 'Mon-Fri 22:00-06:00; Sat, Sun 00:00-24:00', '', '', 'mms', '', '2 h', ''],
  ['Congested SMSC', 'failure', '', '', '', '', '', 'congested, link-down', '', 'sms', '', '', ''],
];

function wide(rows, services) {
  const names = ['SMS', 'MMS', 'Email', 'PS Voice', 'Internet TV', 'RCS Hub', 'WhatsUp', 'Telegraph', 'Fax', 'Pager', 'Voicemail to text', 'Satellite messaging gateway'].slice(0, services);
  const table = [['Name:', 'Large table'], ['Strategy:', 'weights'], ['Criterion', ...names, 'Mandatory', 'Weight', 'Comment']];
  for (let i = 0; i < rows; i++) {
    const limit = i % 7 === 0;
    table.push([limit ? `Max size of kind ${i + 1} (bytes)` : `Criterion number ${i + 1} is fine`, ...names.map((_, s) => (limit ? String((s + 1) * 14_000 * (i + 1)) : ['Yes', 'No', ''][(i * 7 + s * 5) % 3])), i % 3 ? 'Yes' : 'No', String((i * 13) % 100), i % 9 ? '' : 'Agreed with the product owner, to be looked at again next year']);
  }
  return table;
}

function policies(count) {
  const table = POLICY.slice(0, 3);
  for (let i = 0; i < count; i++) {
    const row = [...POLICY[3 + (i % 4)]];
    row[0] = `${row[0]} ${i + 1}`;
    if (i % 4 === 2) row[4] = `+49${i}*`;
    table.push(row);
  }
  return table;
}

const BLOCKED = [['Type:', 'list'], ['Address', 'Comment'], ['+4915112345678', 'Complaint 1177'], ['+44*', ''], ['@spam.example', '']];

export const SETS = {
  small: () => [rawSheet('Routing', TABLE_1), rawSheet('Policy', POLICY), rawSheet('Blocked', BLOCKED)],
  large: () => [rawSheet('Routing', wide(40, 12)), rawSheet('Policy', policies(300)), rawSheet('Blocked', BLOCKED), rawSheet('Huge', wide(300, 12))],
};
