import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { speechServer } from '../../../../src/speech/engines/openai/speech-server.js';
import { piecesOf } from '../../../../src/speech/engines/openai/pieces.js';
import { describeProfile, engineVoices, lookAtSpeechServer, openSpeechEngine } from '../../../../src/speech/index.js';
import { startSpeechServer } from '../../../support/speech-server.js';
import { KEY, serviceAt } from './service.js';

const never = new AbortController().signal;
const request = { engine: 'openai', voice: 'alloy', voicesFolder: '/nowhere' };
const server = await startSpeechServer();
afterAll(() => server.close());
beforeEach(() => server.pages.set('/v1/models', [200, { data: [{ id: 'tts-1' }, { id: 'kokoro' }] }]));

const open = () => openSpeechEngine({ ...request, service: serviceAt(server.url) });

describe('a server is looked at before anything is begun', () => {
  it('tells its models, or keeps no list', async () => {
    expect(await lookAtSpeechServer(serviceAt(server.url), never)).toEqual({
      host: server.host,
      models: ['tts-1', 'kokoro'],
    });
    server.pages.set('/v1/models', [404, {}]);
    expect(await lookAtSpeechServer(serviceAt(server.url), never)).toEqual({ host: server.host, models: null });
  });

  it.each([
    [401, { error: { message: `wrong: ${KEY}` } }, /does not let us in/, 'wrong: (key)', /E2A_OPENAI_KEY/],
    [403, { detail: 'no' }, /does not let us in/, 'no', /E2A_OPENAI_KEY/],
    [500, { message: 'CUDA' }, /is not well \(500\)/, 'CUDA', /its own log/],
  ])('%i ends it', async (status, page, what, why, fix) => {
    server.pages.set('/v1/models', [status, page]);
    await expect(open()).rejects.toMatchObject({
      exitCode: 7,
      failure: { code: 'E2A-2010', what: expect.stringMatching(what), why, fix: expect.stringMatching(fix) },
    });
  });

  it('without a key it says which variable holds one', async () => {
    server.pages.set('/v1/models', [401, {}]);
    const look = lookAtSpeechServer(serviceAt(server.url, { key: null }), never);
    await expect(look).rejects.toMatchObject({ failure: { fix: 'set E2A_OPENAI_KEY' } });
  });

  it('nobody there', async () => {
    const gone = await startSpeechServer();
    await gone.close();
    await expect(openSpeechEngine({ ...request, service: serviceAt(gone.url) })).rejects.toMatchObject({
      exitCode: 7,
      failure: {
        what: `The speech server ${gone.host} does not answer.`,
        fix: expect.stringContaining('E2A_OPENAI_URL'),
      },
    });
  });
});

describe('its voices', () => {
  const names = async (page?: readonly [number, unknown]): Promise<readonly string[]> => {
    if (page === undefined) server.pages.delete('/v1/audio/voices');
    else server.pages.set('/v1/audio/voices', page);
    const voices = await engineVoices({ ...request, service: serviceAt(server.url) });
    return voices.map(({ name }) => name);
  };

  it.each([
    [{ voices: ['af_bella', 'af_sky'] }],
    [{ voices: [{ id: 'af_bella' }, { name: 'af_sky' }, {}, 3] }],
    [['af_bella', 'af_sky']],
  ])('are those it lists: %j', async (page) => {
    expect(await names([200, page])).toEqual(['af_bella', 'af_sky']);
  });

  it('are the usual ones where it keeps no list', async () => {
    expect(await names()).toContain('alloy');
    expect(await names([200, 'hello'])).toContain('alloy');
  });
});

describe('what stands in the settings', () => {
  it.each([
    ['http://box:8880', 'http://box:8880', 'box:8880'],
    ['https://speech.example/v1/', 'https://speech.example', 'speech.example'],
    ['http://box/tts/v1', 'http://box/tts', 'box'],
  ])('%s is an address', (url, base, host) => {
    expect(speechServer(serviceAt(url))).toMatchObject({ base, host });
  });

  it.each([
    [null, /needs the address/],
    ['box:8880', /no address/],
    ['ftp://box', /no address/],
    ['http://me:secret@box', /holds a login/],
  ])('%s is none', (url, what) => {
    const error = (() => {
      try {
        return speechServer(serviceAt(url));
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ exitCode: 2, failure: { what: expect.stringMatching(what) } });
    expect(JSON.stringify(error)).not.toContain('secret@');
  });

  it('a key that is none is not shown', async () => {
    const wrong = describeProfile({ ...request, service: serviceAt(server.url, { key: 'two\nlines' }) });
    await expect(wrong).rejects.toMatchObject({ failure: { what: 'The key in E2A_OPENAI_KEY cannot be one.' } });
  });

  it('decides the profile: host, model, format, fields, voice; not the key, not how they are written', async () => {
    const id = async (more = {}, voice = 'alloy') =>
      (
        await describeProfile({
          ...request,
          voice,
          service: serviceAt('http://box/v1', { extra: { a: 1, b: 2 }, ...more }),
        })
      ).id;
    const usual = await id();
    const same = [
      await id({ key: null }),
      await id({ extra: { b: 2, a: 1 } }),
      await id({ timeoutMs: 5, url: 'http://box' }),
    ];
    expect(new Set([usual, ...same]).size).toBe(1);
    const others = [
      await id({ url: 'http://other' }),
      await id({ model: 'tts-1-hd' }),
      await id({ format: 'pcm' }),
      await id({ extra: { a: 1, b: 3 } }),
      await id({ characters: 50 }),
      await id({}, 'echo'),
    ];
    expect(new Set([usual, ...others]).size).toBe(7);
    const { licence } = await describeProfile({ ...request, service: serviceAt('http://box') });
    expect(licence).toContain('it is sent to box, and');
  });

  it('no name of a voice', async () => {
    await expect(
      describeProfile({ ...request, voice: 'a\nb', service: serviceAt('http://box') }),
    ).rejects.toMatchObject({
      exitCode: 2,
    });
  });
});

it.each([
  ['One. Two three.', 10, ['One.', 'Two three.']],
  ['One, two; three four', 12, ['One, two;', 'three four']],
  ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ['a\u{1f600}b', 2, ['a', '\u{1f600}', 'b']],
  ['short', 100, ['short']],
  ['“Stop.” Then he went', 9, ['“Stop.”', 'Then he', 'went']],
])('%s in pieces of %i', (text, most, pieces) => {
  expect(piecesOf(text, most)).toEqual(pieces);
});
