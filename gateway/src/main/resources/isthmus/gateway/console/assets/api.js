// Calls to the gateway. An error carries the gateway's own words.

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new ApiError(0, 'The gateway does not answer.');
  }
  if (response.ok) return response;
  let message = `The gateway answered ${response.status}.`;
  try {
    message = (await response.json()).error ?? message;
  } catch {
    // Not JSON: the status has to do.
  }
  throw new ApiError(response.status, message);
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
