import { html, raw } from 'hono/html';
import type { NodeRecord } from '../../client/index.js';
import type { ShownVoice } from '../../ordering/index.js';
import { languageName, shownLanguage } from '../../ordering/index.js';
import { speakers, speedOf } from './estimates.js';
import { type Html, NOTHING } from './html.js';
import { fill, NEW_BOOK } from './words.js';

interface Offer {
  readonly voice: ShownVoice;
  /** Nodes that speak it, and their characters a second together. */
  readonly nodes: number;
  readonly rate: number;
}

/** Of no language in particular. */
const ANY = 'mul';

/** Voices that something here can speak, those of the book's language first, the usual one chosen. */
export function voiceOptions(
  voices: readonly ShownVoice[],
  nodes: readonly NodeRecord[],
  language: string,
): readonly Html[] {
  const primary = primaryOf(language);
  const offers = voices.map((voice) => offerOf(voice, nodes)).filter(({ voice, nodes: n }) => voice.installed || n > 0);
  const isSame = ({ voice }: Offer): boolean => [primary, ANY].includes(primaryOf(voice.language));
  const same = offers.filter(isSame).toSorted((a, b) => merit(b, primary) - merit(a, primary));
  const others = offers.filter((offer) => !isSame(offer)).toSorted((a, b) => a.voice.name.localeCompare(b.voice.name));
  const usual = (same[0] ?? others[0])?.voice.name;
  return [
    group(fill(NEW_BOOK.voiceSame, { language: languageName(primary) }), same, usual),
    group(NEW_BOOK.voiceOther, others, usual),
  ].flat();
}

const primaryOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

function offerOf(voice: ShownVoice, nodes: readonly NodeRecord[]): Offer {
  const isIt = (profile: NodeRecord['profiles'][number]): boolean => profile['voice'] === voice.name;
  return { voice, nodes: speakers(nodes, isIt).length, rate: speedOf(nodes, isIt) };
}

/** What speaks now before what would have to be loaded, the usual voice of the language before others. */
const merit = ({ voice, nodes }: Offer, primary: string): number =>
  (nodes > 0 ? 4 : 0) + (voice.defaultFor.includes(primary) ? 2 : 0) + (primaryOf(voice.language) === primary ? 1 : 0);

const group = (label: string, offers: readonly Offer[], usual: string | undefined): readonly Html[] =>
  offers.length === 0
    ? []
    : [html`<optgroup label="${label}">${offers.map((offer) => option(offer, offer.voice.name === usual))}</optgroup>`];

const option = ({ voice, nodes, rate }: Offer, isUsual: boolean): Html =>
  html`<option value="${voice.name}" ${isUsual ? raw('selected') : NOTHING} data-nodes="${nodes}" data-rate="${rate}"
    data-licence="${voice.licence}">${fill(NEW_BOOK.voiceOf, { name: voice.name, languages: shownLanguage(voice.language), engine: voice.engine })}</option>`;
