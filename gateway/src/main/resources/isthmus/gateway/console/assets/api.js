// Calls to the gateway. An error carries the gateway's own words.

export class ApiError extends Error {
  constructor(status, message, body = null) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** Calls the gateway: the response, when it is good. */
export async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (problem) {
    if (problem.name === 'AbortError') throw problem;
    throw new ApiError(0, 'The gateway does not answer.');
  }
  if (response.ok) return response;
  let body = null;
  try {
    body = await response.json();
  } catch {
    // Not JSON: the status has to do.
  }
  throw new ApiError(response.status, body?.error ?? `The gateway answered ${response.status}.`, body);
}

export async function getJson(path) {
  return (await call(path, {headers: {Accept: 'application/json'}})).json();
}

export async function getText(path) {
  return (await call(path, {headers: {Accept: 'text/plain'}})).text();
}

export async function postJson(path, value) {
  const response = await call(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Accept: 'application/json'},
    body: JSON.stringify(value),
  });
  return response.headers.get('Content-Type')?.startsWith('application/json') ? response.json() : null;
}
