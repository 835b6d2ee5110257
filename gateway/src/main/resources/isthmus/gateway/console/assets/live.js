// The gateway's status, pushed once a second. One connection for a page, none while nobody looks.

import {stillHere} from './api.js';

const listeners = new Set();
const connection = new Set();
let source = null;
let last = null;
let silence = null;

function tell(connected) {
  for (const listener of connection) listener(connected);
}

function heard() {
  clearTimeout(silence);
  silence = setTimeout(() => tell(false), 5000);
}

function open() {
  if (source) return;
  source = new EventSource('/api/events');
  source.addEventListener('status', (event) => {
    heard();
    last = JSON.parse(event.data);
    tell(true);
    for (const listener of listeners) listener(last);
  });
  source.onerror = () => {
    tell(false);
    // A browser gives up after an answer that is no stream; the gateway may only be starting.
    if (source?.readyState === EventSource.CLOSED) {
      close();
      stillHere();
      setTimeout(open, 2000);
    }
  };
  heard();
}

function close() {
  source?.close();
  source = null;
  clearTimeout(silence);
}

document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
addEventListener('pagehide', close);

/** Calls with every sample, beginning with the last one known. */
export function onStatus(listener) {
  listeners.add(listener);
  if (last) listener(last);
  if (!document.hidden) open();
}

/** Calls with true and false as the connection comes and goes. */
export function onConnection(listener) {
  connection.add(listener);
}
