// Runs before the first paint, so that a page never flashes in the other theme.
// The choice of the operator wins over that of the system.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem('isthmus-theme');
  } catch {
    // Storage may be forbidden; the system's choice serves then.
  }
  const dark = kept ? kept === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
