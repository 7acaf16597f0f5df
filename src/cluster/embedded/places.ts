import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject, parseJson } from '../../core/index.js';

/** Where the files of a user's own server lie. */
export interface Places {
  readonly folder: string;
  /** How to reach the guardian and the server; holds the passwords. */
  readonly endpoint: string;
  /** Which process the server is. */
  readonly serverMark: string;
  readonly serverConfig: string;
  readonly serverLog: string;
  readonly guardianLog: string;
  readonly store: string;
  /** Where the server writes down its port. */
  readonly ports: string;
  /** Where the page of this folder is served. */
  readonly page: string;
}

/** For its owner only: passwords lie there. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** All of it lies there. */
export const folderIn = (dataFolder: string): string => join(dataFolder, 'nats');

/** The folder exists when this returns. */
export function placesIn(dataFolder: string): Places {
  const folder = folderIn(dataFolder);
  const ports = join(folder, 'ports');
  mkdirSync(ports, { recursive: true, mode: FOLDER_MODE });
  return {
    folder,
    ports,
    endpoint: join(folder, 'endpoint.json'),
    serverMark: join(folder, 'server.json'),
    serverConfig: join(folder, 'server.conf'),
    serverLog: join(folder, 'server.log'),
    guardianLog: join(folder, 'guardian.log'),
    store: join(folder, 'store'),
    page: join(folder, 'page.json'),
  };
}

/** Whole or not at all, and readable for nobody else. */
export function writePrivately(path: string, text: string): void {
  const staged = `${path}.${process.pid}.part`;
  writeFileSync(staged, text, { mode: FILE_MODE });
  renameSync(staged, path);
}

/** Null when it is missing or not a JSON object. */
export function readJsonFile(path: string): JsonObject | null {
  const text = readTextFile(path);
  const parsed = text === null ? null : parseJson(text);
  return parsed?.ok && isJsonObject(parsed.value) ? parsed.value : null;
}

export function readTextFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

export const removeFile = (path: string): void => rmSync(path, { force: true });
