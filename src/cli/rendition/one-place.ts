import { CODES, EXIT, UserError } from '../../core/index.js';
import type { LibraryFlags } from './flags.js';

/** Flags that name a place. */
interface PlaceFlags extends LibraryFlags {
  readonly output?: string | undefined;
}

/**
 * Nobody's word is passed over in silence.
 * @param library the shelf by flag or settings
 * @throws UserError (exit 2): two places, or a layout and no shelf to lay out
 */
export function demandOnePlace({ output, library: asked, layout }: PlaceFlags, library: string | null): void {
  if (output !== undefined && asked !== undefined) throw twoPlaces();
  if (layout !== undefined && (library === null || output !== undefined)) throw noShelf();
}

const twoPlaces = (): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: 'A book does not go to two places.',
      why: '--output names one and --library another.',
      fix: 'leave one of them out',
    },
    EXIT.usage,
  );

const noShelf = (): UserError =>
  new UserError(
    {
      code: CODES.usage,
      what: 'There is no shelf for this --layout.',
      why: 'A layout says where on a shelf a book stands.',
      fix: '--library FOLDER, or leave --layout out',
    },
    EXIT.usage,
  );
