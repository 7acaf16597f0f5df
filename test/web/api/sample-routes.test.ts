import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleBook } from '../../../src/cli/web/sample-book.js';
import { type AppScene, appScene, failureIn, TOKENS } from '../app-scene.js';

const PACKAGE = new URL('../../../package.json', import.meta.url);
const FILE = 'samples/the-lighthouse-clock.epub';

describe('the sample book', () => {
  const scenes: AppScene[] = [];
  const open = async (...options: Parameters<typeof appScene>): Promise<AppScene> => {
    const scene = await appScene(...options);
    scenes.push(scene);
    return scene;
  };
  afterEach(() => Promise.all(scenes.splice(0).map((scene) => scene.close())));

  it('is ordered in one go, and once', async () => {
    const scene = await open({}, { sample: sampleBook() });
    const first = await scene.ask('POST', '/api/v1/sample');
    const document = await first.json();
    expect([first.status, document]).toMatchObject([
      202,
      { v: 1, job: expect.stringMatching(/^the-lighthouse-clock-[0-9a-f]{4}$/), already: false },
    ]);
    const again = (await (await scene.ask('POST', '/api/v1/sample')).json()) as { readonly job: string };
    expect(document).toMatchObject({ job: again.job });
    expect(await scene.parts.client.jobs()).toHaveLength(1);
  });

  it('is for those who may order', async () => {
    const scene = await open({ tokens: TOKENS }, { sample: sampleBook() });
    const refused = await scene.ask('POST', '/api/v1/sample', undefined, { Authorization: `Bearer ${TOKENS.view}` });
    expect(refused.status).toBe(403);
  });

  it('may not be there', async () => {
    const scene = await open({}, { sample: sampleBook('/nowhere/story.epub') });
    expect(await failureIn(await scene.ask('POST', '/api/v1/sample'))).toMatchObject({
      status: 404,
      what: 'No sample book is at hand here.',
    });
  });

  it('comes with the package', async () => {
    const { files } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { readonly files: readonly string[] };
    expect(files).toContain(FILE);
    const read = await sampleBook()?.();
    expect(read).toMatchObject({ fileName: 'the-lighthouse-clock.epub', bytes: { length: expect.any(Number) } });
  });

  it('is offered by an empty library, to those who may order, where it is', async () => {
    const library = async (...options: Parameters<typeof appScene>): Promise<string> => {
      const scene = await open(...options);
      return (await scene.ask('GET', '/', undefined, { Authorization: `Bearer ${TOKENS.view}` })).text();
    };
    const button = 'data-call="api/v1/sample" data-go="jobs/{job}"';
    expect(await library({}, { sample: sampleBook() })).toContain(button);
    expect(await library({})).not.toContain(button);
    expect(await library({ tokens: TOKENS }, { sample: sampleBook() })).not.toContain(button);
  });
});
