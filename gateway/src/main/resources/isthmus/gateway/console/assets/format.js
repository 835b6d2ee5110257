// Numbers and times as operators read them. Times are local; titles give ISO 8601 in UTC.

const WHOLE = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const SHORT = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});

export function whole(number) {
  return WHOLE.format(number);
}

/** At most five characters or so: 9,999 then 12.3K. */
export function compact(number) {
  return Math.abs(number) < 10000 ? WHOLE.format(number) : SHORT.format(number);
}

/** A rate: one decimal below ten, so that a trickle is seen. */
export function rate(number) {
  return number > 0 && number < 10 ? number.toFixed(1) : compact(number);
}

const pad = (number, width = 2) => String(number).padStart(width, '0');

export function time(iso) {
  const at = new Date(iso);
  return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}.${pad(at.getMilliseconds(), 3)}`;
}

export function day(iso) {
  const at = new Date(iso);
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** A length of time in its two largest units: 340 ms, 4.2 s, 3 m 12 s, 5 h 2 m, 12 d 4 h. */
export function duration(milliseconds) {
  const ms = Math.max(0, milliseconds);
  if (ms < 1000) return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${Math.floor(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} m`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A constant or a key as words: `window-used`, `TIMED_OUT` and `inFlight` become small words. */
export function words(key) {
  return key.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_.]/g, ' ').toLowerCase();
}

/** An address without its scheme; the scheme says little beside a phone number. */
export function address(uri) {
  return uri.replace(/^(tel|sip|sips|mailto):/, '');
}
