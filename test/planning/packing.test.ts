import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUT, type CutRank, type Packable, packed } from '../../src/planning/packing.js';

const LIMIT = 225;

interface Item extends Packable {
  /** Where it comes from in the old chapter; null: written by the edit. */
  readonly old: number | null;
}

const anItem = fc.record({
  size: fc.integer({ min: 1, max: 160 }),
  language: fc.constantFrom('en', 'en', 'en', 'en', 'fr'),
  speaker: fc.constant('p'),
  name: fc.string({ maxLength: 3 }),
  cutBefore: fc.constantFrom<CutRank>(CUT.scene, CUT.passage, CUT.passage, CUT.sentence, CUT.insideSentence),
});
const aChapter = fc
  .array(anItem, { minLength: 1, maxLength: 80 })
  .map((items): readonly Item[] => items.map((item, old) => ({ ...item, old })));

const sizeOf = (pack: readonly Item[]): number => pack.reduce((sum, item) => sum + item.size, 0);
const item = (size: number, name = '', cutBefore: CutRank = CUT.passage): Item => ({
  size,
  name,
  cutBefore,
  language: 'en',
  speaker: 'p',
  old: null,
});
const sizes = (packs: readonly (readonly Item[])[]): readonly (readonly number[])[] =>
  packs.map((pack) => pack.map(({ size }) => size));

describe('packing', () => {
  it('puts what fits together, and cuts where the book does', () => {
    expect(sizes(packed([], LIMIT))).toEqual([]);
    expect(sizes(packed([item(100), item(100)], LIMIT))).toEqual([[100, 100]]);
    expect(sizes(packed([item(500)], LIMIT))).toEqual([[500]]);
    const scenes = [item(60), item(60, '', CUT.sentence), item(60, '', CUT.scene), item(60, '', CUT.sentence)];
    expect(sizes(packed(scenes, LIMIT))).toEqual([
      [60, 60],
      [60, 60],
    ]);
  });

  it('keeps all, in order, in packs of one language that fit', () => {
    fc.assert(
      fc.property(aChapter, (items) => {
        const packs = packed(items, LIMIT);
        expect(packs.flat()).toEqual(items);
        for (const pack of packs) {
          expect(new Set(pack.map(({ language }) => language)).size).toBe(1);
          expect(pack.length === 1 || sizeOf(pack) <= LIMIT).toBe(true);
        }
      }),
    );
  });

  it('takes 200,000 items that are all the same', () => {
    const items = Array.from({ length: 200_000 }, () => item(3, 'No.'));
    expect(packed(items, LIMIT).flat()).toHaveLength(items.length);
  });
});

type Edit = (items: readonly Item[]) => readonly Item[];
const anEdit: fc.Arbitrary<Edit> = fc
  .record({
    at: fc.nat(),
    removed: fc.nat({ max: 5 }),
    added: fc.array(anItem, { maxLength: 5 }),
    to: fc.option(fc.nat()),
  })
  .map(({ at, removed, added, to }) => (items) => {
    const from = at % (items.length + 1);
    const taken = items.slice(from, from + removed);
    const rest = [
      ...items.slice(0, from),
      ...added.map((each) => ({ ...each, old: null })),
      ...items.slice(from + removed),
    ];
    if (to === null) return rest;
    const place = to % (rest.length + 1);
    return [...rest.slice(0, place), ...taken, ...rest.slice(place)];
  });

/** Items whose pack holds or touches an edit: what is new, and what has another neighbour than in the other version. */
function edited(packs: readonly (readonly Item[])[], other: readonly Item[]): ReadonlySet<Item> {
  const neighbours = new Map(other.map((each, i) => [each.old, [other[i - 1]?.old, other[i + 1]?.old]]));
  const all = packs.flat();
  const isEdited = new Set(
    all.filter((each, i) => {
      const was = neighbours.get(each.old);
      return each.old === null || was === undefined || was[0] !== all[i - 1]?.old || was[1] !== all[i + 1]?.old;
    }),
  );
  return new Set(packs.filter((pack) => pack.some((each) => isEdited.has(each))).flat());
}

const named = (pack: readonly Item[]): string => JSON.stringify(pack.map(({ old }) => old));

describe('an edit anywhere', () => {
  it('changes only packs that hold or touch it, or whose items were in one that did', () => {
    fc.assert(
      fc.property(aChapter, fc.array(anEdit, { minLength: 1, maxLength: 3 }), (items, edits) => {
        const after = edits.reduce((list, edit) => edit(list), items);
        const [oldPacks, newPacks] = [packed(items, LIMIT), packed(after, LIMIT)];
        const known = new Set(oldPacks.map(named));
        const now = edited(newPacks, items);
        const then = new Set([...edited(oldPacks, after)].map(({ old }) => old));
        for (const pack of newPacks) {
          const isOld = known.has(named(pack));
          const isNear = pack.every((each) => now.has(each) || then.has(each.old));
          expect(isOld || isNear, `${named(pack)} is new for no reason`).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
