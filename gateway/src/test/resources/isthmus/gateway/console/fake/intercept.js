// Sends what concerns rule sets to the fake. Who asks: ?who=bob&roles=editor,approver of the window's first address.
(() => {
  const asked = new URLSearchParams(location.search);
  const who = asked.get('who') ?? sessionStorage.getItem('who') ?? 'alice';
  const roles = asked.get('roles') ?? sessionStorage.getItem('roles') ?? 'editor,approver';
  sessionStorage.setItem('who', who);
  sessionStorage.setItem('roles', roles);
  const worker = new SharedWorker('/fake/worker.js', {type: 'module'});
  const waiting = new Map();
  let last = 0;
  worker.port.onmessage = ({data}) => {
    const {resolve, reject} = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.down) reject(new TypeError(data.why));
    else resolve(new Response(data.status === 204 ? null : JSON.stringify(data.json), {status: data.status, headers: {'Content-Type': 'application/json'}}));
  };
  worker.port.start();
  if (asked.get('set')) worker.port.postMessage({set: asked.get('set')});
  window.gatewayDown = (down) => worker.port.postMessage({down});
  const real = window.fetch;
  window.fetch = (path, options = {}) => {
    if (!path.startsWith('/api/isf') && path !== '/api/session') return real(path, options);
    return new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, {resolve, reject});
      options.signal?.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
      worker.port.postMessage({id: last, method: options.method ?? 'GET', path, body: typeof options.body === 'string' ? options.body : null, who: {name: who, roles: roles.split(',')}});
    });
  };
})();
