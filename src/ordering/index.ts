/**
 * From a file and a person's wishes to an order: the book looked at, its reading, word lists, voices and what it becomes.
 *
 * What wishes look like on a screen, in flags or in a request does not come in here, and nothing heavy before a book is looked at.
 */
export { type BookBytes, type BookFile, readBookFile } from './book-file.js';
export { enginePlace, knownVoices, speechServiceOf } from './engine-place.js';
export { wishesInBook } from './language-voices/in-book.js';
export { voicesHere } from './language-voices/on-this-machine.js';
export type { OtherLanguage } from './language-voices/shown.js';
export { readListText, writeListText } from './lexicon/list-files.js';
export { bookListPath, globalListPath, seriesListPath } from './lexicon/places.js';
export { entriesOf, listAt, seriesKnown, type WordList, wordListsFor } from './lexicon/word-lists.js';
export { byList, usedListNotes, type WordUse } from './lexicon/words-used.js';
export { firstUseNotice } from './licence-notice.js';
export {
  charactersPerSecond,
  type LocalPlan,
  planAgain,
  planLocally,
  USUAL_CHARACTERS_PER_SECOND,
} from './local-plan.js';
export { orderBook, type OrderedBook } from './order-book.js';
export { lookAtBook, type PlanDocument, planDocument, type PlanRemarks, planRemarks } from './plan-document.js';
export { savePlanText } from './reading/plan-file.js';
export { digestOf } from './reading/reading-of.js';
export { layoutFolders, shelfFacts, type ShelfFacts } from './rendition/layout.js';
export { renditionOf } from './rendition/rendition-of.js';
export { isSent, sendingNotes, sendingSpeaker, sentFacts, sentLine } from './sending.js';
export { booksInFolder } from './shelf/books-in-folder.js';
export { type Shelf, shelfOf } from './shelf/shelf-of.js';
export { spokenAlreadyNote } from './spoken-already.js';
export { chooseVoice, type KnownVoice, namedEngine, type SpokenOn, type VoiceChoice } from './voice-choice.js';
export type { OrderSurroundings, Place } from './surroundings.js';
export { type ChosenVoice, choiceOfVoice } from './voices/choice-of-voice.js';
export { type VoicesInCluster, voicesInCluster } from './voices/in-cluster.js';
export { previewOfBook, previewOfText, type PreviewText } from './voices/preview-text.js';
export { noteSpeed, readSpeeds, type VoiceSpeed } from './voices/speeds.js';
export {
  inOrder,
  shortList,
  type ShownVoice,
  type VoiceFilter,
  type VoiceList,
  voiceList,
} from './voices/voice-list.js';
export { writeWhole } from './whole-file.js';
export {
  decidingWishes,
  orderWishesFrom,
  orderWishesSchema,
  type SentWishes,
  settingsUnder,
  wishedName,
} from './wishes-schema.js';
export {
  type LanguageVoiceWishes,
  type LocalOrderWishes,
  type LocalReadingWishes,
  type OrderWishes,
  type ReadingWishes,
  renditionSettings,
  type RenditionWishes,
  type VoiceWishes,
  wishedSettings,
} from './wishes.js';
export { byteCount, count, duration, numberOf } from './words/durations.js';
export { languageName, shownLanguage } from './words/languages.js';
