// Calls to the gateway. An error carries the gateway's own words. Whoever is no longer logged in is
// sent to the log-in page and comes back afterwards.

export class ApiError extends Error {
  constructor(status, message, body = null) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

let known = null;

/**
 * Who is logged in: {name, roles, csrf, open, oidc, local, note}. Asked once for a page.
 *
 * @param anew asks again
 */
export function session(anew = false) {
  if (!known || anew) {
    known = fetch('/api/session', {headers: {Accept: 'application/json'}}).then(async (response) => {
      if (!response.ok) throw await problem(response);
      return response.json();
    });
    known.catch(() => {
      known = null;
    });
  }
  return known;
}

/** Whether the one who is logged in may do what a role may: viewer, editor, approver or admin. */
export async function may(role) {
  const {roles} = await session();
  return roles.includes(role) || roles.includes('admin') || (role === 'viewer' && roles.length > 0);
}

/** Goes to the log-in page, and back here from there. */
export function logIn() {
  const here = location.pathname + location.search + location.hash;
  location.assign(`/login/?next=${encodeURIComponent(here)}`);
}

/** Goes to the log-in page when nobody is logged in any more. */
export async function stillHere() {
  try {
    const {name, open} = await session(true);
    if (!name && !open) logIn();
  } catch {
    // The gateway does not answer; the frame says so.
  }
}

async function problem(response) {
  let message = `The gateway answered ${response.status}.`;
  let body = null;
  try {
    body = await response.json();
    message = body.error ?? message;
  } catch {
    // Not JSON: the status has to do.
  }
  return new ApiError(response.status, message, body);
}

async function attempt(path, options, anew) {
  const headers = {...options.headers};
  if ((options.method ?? 'GET') !== 'GET') {
    const {csrf} = await session(anew);
    if (csrf) headers['X-Isthmus-CSRF'] = csrf;
  }
  try {
    return await fetch(path, {...options, headers});
  } catch (gone) {
    if (gone.name === 'AbortError') throw gone;
    throw new ApiError(0, 'The gateway does not answer.');
  }
}

/**
 * Calls the gateway.
 *
 * @param options those of fetch; what protects changes is added
 * @returns the response, when it is good
 */
export async function call(path, options = {}) {
  let response = await attempt(path, options, false);
  if (response.status === 403 && (await response.clone().json().catch(() => null))?.where === 'X-Isthmus-CSRF') {
    // Somebody logged in anew in another tab.
    response = await attempt(path, options, true);
  }
  if (response.ok) return response;
  if (response.status === 401) logIn();
  throw await problem(response);
}

/**
 * Any method, with a value as JSON or a file as it is.
 *
 * @returns what comes back as JSON, null when it is something else
 */
export async function send(method, path, {json, file, signal} = {}) {
  const headers = {Accept: 'application/json'};
  if (json !== undefined) headers['Content-Type'] = 'application/json';
  if (file !== undefined) headers['Content-Type'] = 'application/octet-stream';
  const response = await call(path, {method, headers, signal, body: file ?? (json === undefined ? undefined : JSON.stringify(json))});
  return response.status !== 204 && response.headers.get('Content-Type')?.startsWith('application/json') ? response.json() : null;
}

export const getJson = (path) => send('GET', path);

export async function getText(path) {
  return (await call(path, {headers: {Accept: 'text/plain'}})).text();
}

export const postJson = (path, json) => send('POST', path, {json});
export const putJson = (path, json) => send('PUT', path, {json});
export const deleteJson = (path) => send('DELETE', path);
