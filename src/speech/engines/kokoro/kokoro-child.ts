/** The child process of one Kokoro slot. */
import { readFile } from 'node:fs/promises';
import { floats, type OpenModel, serveModel } from '../inference/index.js';
import { SEED_INPUT } from '../onnx-graph/index.js';
import { EDGE_ID } from '../kokoro-alphabet/index.js';
import { framesFrom, rolesOf, speedFor } from './exports.js';
import type { KokoroQuestion, KokoroSound } from './kokoro-questions.js';
import { STYLE_SIZE, styleRow, stylesFrom } from './styles.js';

const openKokoro: OpenModel<KokoroQuestion, KokoroSound> = async (files, { Tensor, createSession }) => {
  const styles = stylesFrom(await readFile(files['style'] ?? ''), files['style'] ?? '');
  const session = await createSession(files['model'] ?? '');
  const roles = rolesOf(session.inputMetadata, session.outputNames);
  return {
    answer: async ({ ids, seed, speed }) => {
      const tokens = BigInt64Array.from([EDGE_ID, ...ids, EDGE_ID], BigInt);
      const paced = speedFor(speed, roles.wholeSpeed);
      const feeds: Record<string, InstanceType<typeof Tensor>> = {
        [roles.tokens]: new Tensor('int64', tokens, [1, tokens.length]),
        style: new Tensor('float32', styleRow(styles, ids.length), [1, STYLE_SIZE]),
        speed: roles.wholeSpeed
          ? new Tensor('int32', Int32Array.of(paced), [1])
          : new Tensor('float32', Float32Array.of(paced), [1]),
      };
      if (roles.takesSeed) feeds[SEED_INPUT] = new Tensor('int64', BigInt64Array.of(BigInt(seed)), []);
      const results = await session.run(feeds);
      const durations = roles.durations === null ? undefined : results[roles.durations]?.data;
      return { pcm: floats(results[roles.sound]?.data), frames: framesFrom(durations, tokens.length) };
    },
  };
};

await serveModel(openKokoro);
