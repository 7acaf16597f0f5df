import { afterAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/web/timing.js';
import { appScene } from './app-scene.js';

describe('how long answers took', async () => {
  const answers: Answer[] = [];
  const scene = await appScene({ basePath: '/e2a' }, { answered: (answer) => answers.push(answer) });
  afterAll(() => scene.close());
  const told = async (method: string, path: string): Promise<Answer | undefined> => {
    await scene.ask(method, path);
    return answers.pop();
  };

  it('is told by route, never by address, so that no job becomes a label', async () => {
    expect(await told('GET', '/e2a/api/v1/jobs/moby-dick-7f3a')).toEqual({
      route: '/e2a/api/v1/jobs/:id',
      method: 'GET',
      code: '404',
      seconds: 0,
    });
  });
  it('has one name for all that is not there, and for methods nobody knows', async () => {
    expect(await told('GET', '/e2a/no/such/place')).toMatchObject({ route: 'none', code: '404' });
    expect(await told('BREW', '/e2a/api/v1/jobs')).toMatchObject({ route: 'none', method: 'other' });
  });
});
