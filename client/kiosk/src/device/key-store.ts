/** The machine's key: made here, never leaves the browser (not extractable), kept in IndexedDB. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export interface DeviceKey {
  deviceNo: string;
  privateKey: CryptoKey;
}

export interface NewKey {
  privateKey: CryptoKey;
  /** SPKI, base64. */
  publicKey: string;
}

export async function makeKey(): Promise<NewKey> {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: base64(spki) };
}

export const base64 = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

export async function sign(key: DeviceKey, text: string): Promise<string> {
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    key.privateKey,
    new TextEncoder().encode(text),
  );
  return base64(signature);
}

export async function sha256Hex(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('dianting-kiosk', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('keys');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export async function loadKey(): Promise<DeviceKey | undefined> {
  const db = await open();
  return done(db.transaction('keys').objectStore('keys').get('device') as IDBRequest<DeviceKey | undefined>);
}

export async function keepKey(key: DeviceKey): Promise<void> {
  const db = await open();
  await done(db.transaction('keys', 'readwrite').objectStore('keys').put(key, 'device'));
}
