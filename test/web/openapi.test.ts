import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppScene, appScene, TOKENS } from './app-scene.js';

const FILE = new URL('../../docs/openapi.json', import.meta.url);
const COMMAND = 'E2A_WRITE_OPENAPI=1 npx vitest run --project rooms test/web/openapi.test.ts';

interface Operation {
  readonly summary?: string;
  readonly responses: Readonly<Record<string, object>>;
}

describe('the OpenAPI document', () => {
  let scene: AppScene;
  let document: { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  beforeAll(async () => {
    scene = await appScene({ basePath: '/e2a' });
    document = (await (await scene.ask('GET', '/e2a/api/v1/openapi.json')).json()) as typeof document;
  });
  afterAll(() => scene.close());

  it('lies in docs/ as the app serves it', async () => {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (process.env['E2A_WRITE_OPENAPI'] === '1') await writeFile(FILE, text);
    const kept = await readFile(FILE, 'utf8').catch(() => '');
    expect(kept === text, `docs/openapi.json is not what the app serves. Write it anew: ${COMMAND}`).toBe(true);
  });

  it('says of each route what it does and that it may fail', () => {
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, { summary, responses }] of Object.entries(methods)) {
        expect(summary, `${method} ${path}`).toMatch(/^[A-Z].*[^.]$/s);
        expect(Object.keys(responses), `${method} ${path}`).toEqual(
          expect.arrayContaining(['400', '401', '403', '500']),
        );
      }
  });

  it('refers to nothing that is not in it', () => {
    for (const [, path = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = path
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect(found, path).toBeDefined();
    }
  });

  it('is a page for people, under its sub-path, with every route on it and no script of others', async () => {
    const answer = await scene.ask('GET', '/e2a/api/docs');
    const page = await answer.text();
    expect(answer.status).toBe(200);
    for (const path of Object.keys(document.paths)) expect(page).toContain(`${path}</code>`);
    expect(page).toContain('href="../api/v1/openapi.json"');
    expect(page.match(/(?:src|href)="(?:https?:)?\/\/?[^"]*"/g)).toBeNull();
  });

  it('is shown to nobody without a token', async () => {
    const guarded = await appScene({ host: '0.0.0.0', tokens: TOKENS });
    const answer = await guarded.ask('GET', '/api/docs');
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, '../login?next=api/docs']);
    await guarded.close();
  });
});
