import { createRequire } from 'node:module';
import type { Flac } from 'libflacjs';

/** The one instance of the process; filled by the first use. */
const loaded: { flac: Promise<Flac> | null } = { flac: null };

/** libFLAC compiled to WebAssembly, loaded by the first call (about 35 ms). */
export function loadLibflac(): Promise<Flac> {
  loaded.flac ??= whenReady(requireWithoutFetch());
  return loaded.flac;
}

/**
 * libflacjs 5.6.0 sees a global `fetch` (Node has one since 18), takes it for a browser's, asks it for a file path and
 * fails; it also replaces it for everybody. Loading is synchronous, so nobody else can miss `fetch` meanwhile.
 */
function requireWithoutFetch(): Flac {
  const fetch = Object.getOwnPropertyDescriptor(globalThis, 'fetch');
  Reflect.deleteProperty(globalThis, 'fetch');
  try {
    return createRequire(import.meta.url)('libflacjs/dist/libflac.wasm.js') as Flac;
  } finally {
    if (fetch) Object.defineProperty(globalThis, 'fetch', fetch);
  }
}

const whenReady = (flac: Flac): Promise<Flac> => new Promise((resolve) => flac.on('ready', () => resolve(flac)));
