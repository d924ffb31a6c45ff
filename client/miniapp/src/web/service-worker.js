/**
 * Keeps the hall's own files, so that it opens without a network and says there what that means for the money. Answers
 * of the server are never kept here: what is owed and what was paid is asked for each time, or shown as the last known.
 */
const kept = 'hall-files-1';
const hashed = /\.[0-9a-f]{8}\.(js|css)$/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  // A file whose name carries its content's hash never changes.
  if (hashed.test(url.pathname) && !url.pathname.startsWith('/admin/')) event.respondWith(keptFirst(request));
  else if (request.mode === 'navigate' && url.pathname === '/') event.respondWith(freshFirst(request));
});

async function keptFirst(request) {
  const cache = await caches.open(kept);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** The page names the files of the newest build; the last one seen opens where there is no network. */
async function freshFirst(request) {
  const cache = await caches.open(kept);
  try {
    const answer = await fetch(request);
    if (answer.ok) await keepPage(cache, answer.clone());
    return answer;
  } catch (error) {
    const known = await cache.match('/');
    if (known) return known;
    throw error;
  }
}

/** A page that names other files comes from a newer build: everything kept before it goes. */
async function keepPage(cache, answer) {
  const [text, known] = await Promise.all([answer.clone().text(), cache.match('/')]);
  if (known && (await known.text()) !== text)
    for (const request of await cache.keys()) await cache.delete(request);
  await cache.put('/', answer);
}
