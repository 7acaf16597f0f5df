import { durationsOutput } from './durations.js';
import {
  FLOAT,
  floatTable,
  GRAPH_INPUT,
  type GraphNode,
  graphValue,
  INT64,
  integerConstant,
  node,
} from './graph-parts.js';
import { NOISE_TABLE_SIZE, noiseTable, uniformTable } from './noise-table.js';
import { type GraphEdit, type GraphFacts, rewriteGraph, UnpatchableModelError } from './rewrite-graph.js';

/** Part of every profile: raise it when the patched graph can sound different. */
export const SEED_PATCH_VERSION = 1;

/** The scalar int64 input of a patched model that had any randomness. */
export const SEED_INPUT = 'seed';

/** How far apart in the table the k-th and the (k+1)-th random node read; odd, so that no two of them meet early. */
const NODE_STRIDE = 376_093;

/**
 * Replaces every `RandomNormalLike` and `RandomUniformLike` by a read of a table that starts where the new input `seed`
 * says, so that one seed gives one sound, in any process and with any number of threads; and offers the durations, where
 * it has some. A model without randomness gets no such input.
 * @throws WireFormatError when the bytes are no ONNX model, UnpatchableModelError when it has randomness of another kind.
 */
export const patchSeed = (model: Uint8Array): readonly Uint8Array[] => rewriteGraph(model, seedEdit);

/** @throws UnpatchableModelError as `patchSeed` does */
export function seedEdit(facts: GraphFacts): GraphEdit {
  if ([...facts.inputs, ...facts.outputs].includes(SEED_INPUT)) {
    throw new UnpatchableModelError('it has an input named seed already');
  }
  const random = facts.nodes.flatMap((found, place) =>
    isRandom(found.operator) ? [{ found, place, table: tableFor(found) }] : [],
  );
  const tables = new Set(random.map(({ table }) => table));
  return {
    replaced: new Map(random.map(({ found, place, table }, index) => [place, seededNoise(found, table, index)])),
    added: [...(tables.size > 0 ? sharedParts(tables) : []), ...durationsOutput(facts)],
  };
}

const isRandom = (operator: string): boolean => /^(?:Random|Multinomial$|Bernoulli$)/.test(operator);

type Table = 'normals' | 'uniforms';

/** @throws UnpatchableModelError for randomness that no table of ours can stand in for */
function tableFor({ name, operator, attributes }: GraphNode): Table {
  const { dtype = FLOAT, mean = 0, scale = 1, low = 0, high = 1 } = attributes;
  if (dtype === FLOAT && operator === 'RandomNormalLike' && mean === 0 && scale === 1) return 'normals';
  if (dtype === FLOAT && operator === 'RandomUniformLike' && low === 0 && high === 1) return 'uniforms';
  throw new UnpatchableModelError(`its node ${name} (${operator}) has a randomness e2a cannot seed`);
}

/** Stands exactly where the random node stood, which keeps the nodes in the order ONNX wants. */
function seededNoise(random: GraphNode, table: Table, index: number): readonly Uint8Array[] {
  const [like = ''] = random.inputs;
  const [output = ''] = random.outputs;
  const own = (part: string): string => `e2a/noise-${index}/${part}`;
  return [
    node('Shape', [like], own('shape')),
    node('ReduceProd', [own('shape')], own('count'), { keepdims: 0 }),
    node('Range', ['e2a/zero', own('count'), 'e2a/one'], own('steps')),
    node('Add', [SEED_INPUT, own('offset')], own('first')),
    node('Add', [own('steps'), own('first')], own('unbounded')),
    node('Mod', [own('unbounded'), 'e2a/size'], own('place')),
    node('Gather', [`e2a/${table}`, own('place')], own('flat')),
    node('Reshape', [own('flat'), own('shape')], output),
    integerConstant(own('offset'), (index * NODE_STRIDE) % NOISE_TABLE_SIZE),
  ];
}

const sharedParts = (tables: ReadonlySet<Table>): readonly Uint8Array[] => [
  integerConstant('e2a/zero', 0),
  integerConstant('e2a/one', 1),
  integerConstant('e2a/size', NOISE_TABLE_SIZE),
  ...(tables.has('normals') ? [floatTable('e2a/normals', noiseTable())] : []),
  ...(tables.has('uniforms') ? [floatTable('e2a/uniforms', uniformTable())] : []),
  graphValue(GRAPH_INPUT, SEED_INPUT, INT64, 'scalar'),
];
