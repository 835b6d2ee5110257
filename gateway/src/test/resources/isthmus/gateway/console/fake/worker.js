// One fake gateway for all windows of a browser, so that two editors meet in it.

import {FakeGateway} from './fake-gateway.js';
import {SETS} from './tables.js';

let fake = new FakeGateway(SETS.small());

addEventListener('connect', (connection) => {
  const [port] = connection.ports;
  port.onmessage = async ({data}) => {
    if (data.set) fake = new FakeGateway(SETS[data.set]());
    if (data.down !== undefined) fake.down = data.down;
    if (!data.path) return;
    try {
      port.postMessage({id: data.id, ...(await fake.handle(data.method, data.path, data.body, data.who))});
    } catch (problem) {
      port.postMessage({id: data.id, down: true, why: String(problem.stack)});
    }
  };
});
