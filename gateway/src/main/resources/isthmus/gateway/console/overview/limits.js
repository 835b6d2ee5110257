// Every bound of the gateway itself with what is used of it, open deliveries, and SIP counts.

import {h, keyed, setText} from '/assets/dom.js';
import {duration, words, whole, compact} from '/assets/format.js';
import {bar} from '/assets/bar.js';

/** What a queue did since the sample before: how large its transactions are and how long they take. */
function commits(queue, before) {
  const batches = queue.batches - (before?.batches ?? queue.batches);
  if (batches <= 0) return 'idle';
  const items = (queue.items - before.items) / batches;
  const each = (queue.commitTime - before.commitTime) / batches;
  return `${items < 10 ? items.toFixed(1) : compact(items)} a commit, ${duration(each)}`;
}

function bounds({figures, sip}, earlier) {
  const queue = (each) => earlier?.queues.find((other) => other.name === each.name);
  return [
    ['deliveries held', figures.lanes.held, figures.lanes.capacity, ''],
    ['attempts now', figures.lanes.inProgress, figures.lanes.maxInProgress, figures.lanes.paused ? 'paused' : ''],
    ...figures.queues.map((each) => [`${words(each.name)} queue`, each.waiting, each.bound, commits(each, queue(each))]),
    ['db connections', figures.database.connectionsInUse, figures.database.connectionsMax, ''],
    ['SIP in progress', sip.inProgress, figures.sip.inProgress, figures.sip.ratePerSecond ? `at most ${whole(figures.sip.ratePerSecond)} new a second` : ''],
    ['SIP in flight', sip.inFlight, figures.sip.inFlight, ''],
    ['SIP answers kept', sip.answersKept, figures.sip.answersKept, ''],
    ['SIP connections', sip.connections, figures.sip.connections, ''],
  ];
}

function facts(sample) {
  const {figures, sip} = sample;
  const answers = (least, most) =>
    Object.entries(sip.answeredByStatus).filter(([status]) => status >= least && status < most).reduce((sum, [, n]) => sum + n, 0);
  return [
    ['routing table', figures.routingTableVersion === null ? 'none' : `version ${figures.routingTableVersion}`],
    ['shards held', `${figures.shards.held} of ${figures.shards.total}`],
    ['results unwritten', whole(figures.unwrittenResults)],
    ...sample.deliveries.map((each) => [`${words(each.state)} deliveries`, whole(each.count)]),
    ['refused messages', whole(figures.traffic.refused)],
    ['writes refused', whole(figures.queues.reduce((sum, each) => sum + each.refused, 0))],
    ['SIP requests in', whole(Object.values(sip.receivedByMethod).reduce((sum, n) => sum + n, 0))],
    ['SIP answers 4xx to 6xx', whole(answers(400, 700))],
    ['SIP 503 by overload', whole(sip.rejectedByOverload)],
    ['SIP repeated requests', whole(sip.retransmissionsAbsorbed)],
    ['SIP time-outs out', whole(sip.timedOut)],
  ];
}

export function limits() {
  const bars = h('div', {class: 'bars column'});
  const list = h('dl', {class: 'numbers'});
  const element = h('section', {class: 'card', 'aria-label': 'Gateway'}, h('div', {class: 'card-head'}, h('h2', {}, 'Gateway')), bars, list);
  let earlier = null;
  element.update = (sample) => {
    keyed(bars, bounds(sample, earlier), ([name]) => name, ([name]) => bar(name), (each, [, value, limit, note]) => each.update(value, limit, note));
    keyed(list, facts(sample), ([name]) => name,
      ([name]) => h('div', {}, h('dt', {}, name), h('dd', {})),
      (each, [, value]) => setText(each.lastElementChild, value));
    earlier = sample.figures;
  };
  return element;
}
