import type { Abbreviations, Initialisms, PatternRule, SignWords, UnitWords } from '../shared/index.js';

export const ABBREVIATIONS: Abbreviations = {
  nameStart:
    "(?:(?:et|ou) (?=M\\.|MM\\.|M(?:adame|ademoiselle|esdames|onseigneur|essieurs) |Docteur))?(?:(?:de|du|des|le|la|van|von) |[dl]['’])?[\"'“‘]?\\p{Lu}",
  titles: {
    Dr: 'Docteur',
    Drs: 'Docteurs',
    Me: 'Maître',
    Mes: 'Maîtres',
    Mgr: 'Monseigneur',
    Mme: 'Madame',
    Mmes: 'Mesdames',
    Mlle: 'Mademoiselle',
    Mlles: 'Mesdemoiselles',
    Mr: 'Monsieur',
    Mrs: 'Missis',
    Pr: 'Professeur',
  },
  dottedTitles: { M: 'Monsieur', MM: 'Messieurs', St: 'Saint', Ste: 'Sainte', Cap: 'Capitaine', Gal: 'Général' },
  beforeNumber: {
    p: 'page',
    pp: 'pages',
    chap: 'chapitre',
    ch: 'chapitre',
    t: 'tome',
    vol: 'volume',
    art: 'article',
    fig: 'figure',
    pl: 'planche',
    env: 'environ',
    tél: 'téléphone',
  },
  numberSigns: { 'n°': 'numéro', nº: 'numéro', no: 'numéro', 'n°s': 'numéros' },
  anywhere: {
    'p. ex': 'par exemple',
    'c.-à-d': "c'est-à-dire",
    'c. à d': "c'est-à-dire",
    'av. J.-C': 'avant Jésus-Christ',
    'ap. J.-C': 'après Jésus-Christ',
    'apr. J.-C': 'après Jésus-Christ',
    'J.-C': 'Jésus-Christ',
    'N.-D': 'Notre-Dame',
    'N. B': 'nota bene',
    'S. M': 'Sa Majesté',
    'S. A. R': 'Son Altesse Royale',
    'S. E': 'Son Excellence',
    'S. Exc': 'Son Excellence',
    suiv: 'suivantes',
    'R. P': 'Révérend Père',
    's. v. p': "s'il vous plaît",
    'op. cit': "dans l'ouvrage cité",
    env: 'environ',
    cf: 'confer',
    ibid: 'au même endroit',
    id: 'le même',
    éd: 'édition',
    vs: 'contre',
    apr: 'après',
  },
  closing: { etc: 'et cetera' },
  bare: {
    Cie: 'compagnie',
    Vve: 'veuve',
    Mme: 'Madame',
    Mlle: 'Mademoiselle',
    Mgr: 'Monseigneur',
    Bd: 'boulevard',
    bd: 'boulevard',
    SVP: "s'il vous plaît",
    svp: "s'il vous plaît",
  },
};

export const UNITS: UnitWords = {
  plain: {
    '%': ['pour cent', 'pour cent'],
    '‰': ['pour mille', 'pour mille'],
    '°C': ['degré Celsius', 'degrés Celsius'],
    '°F': ['degré Fahrenheit', 'degrés Fahrenheit'],
    '°': ['degré', 'degrés'],
    mm: ['millimètre', 'millimètres'],
    cm: ['centimètre', 'centimètres'],
    m: ['mètre', 'mètres'],
    km: ['kilomètre', 'kilomètres'],
    'km/h': ['kilomètre à l’heure', 'kilomètres à l’heure'],
    'm²': ['mètre carré', 'mètres carrés'],
    'm³': ['mètre cube', 'mètres cubes'],
    'km²': ['kilomètre carré', 'kilomètres carrés'],
    'cm²': ['centimètre carré', 'centimètres carrés'],
    ha: ['hectare', 'hectares'],
    mg: ['milligramme', 'milligrammes'],
    g: ['gramme', 'grammes'],
    kg: ['kilogramme', 'kilogrammes'],
    t: ['tonne', 'tonnes'],
    cl: ['centilitre', 'centilitres'],
    l: ['litre', 'litres'],
    min: ['minute', 'minutes'],
    kW: ['kilowatt', 'kilowatts'],
    V: ['volt', 'volts'],
  },
  dotted: {},
};

export const SIGNS: SignWords = {
  and: 'et',
  plus: 'plus',
  equals: 'égale',
  times: 'fois',
  dividedBy: 'divisé par',
  section: 'paragraphe',
  sections: 'paragraphes',
  number: 'numéro',
  at: 'à',
};

export const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const;

/** `les nos 5 et 6`; elsewhere "nos" is ours. */
export const NUMBERS_RULE: PatternRule = {
  name: 'abbreviations',
  pattern: /(?<=(?<!\p{L})(?:[Ll]es|[Aa]ux|[Dd]es) )nos (?=\d)/gu,
  say: () => 'numéros ',
};

/** `M. le comte`, `MM. les députés`, `M. votre père`: a title before a title or a relative. */
export const MONSIEUR_RULE: PatternRule = {
  name: 'abbreviations',
  pattern: /(?<![\p{L}\p{N}.]|\p{L} \p{Lu}\. )(MM?)\. (?=(?:les?|la|[mts]on|[nv]otre|[nv]os|l['’]) ?\p{Ll})/gu,
  say: ([, title = '']) => (title === 'M' ? 'Monsieur ' : 'Messieurs '),
};

/** `St-Pierre`, `Ste-Beuve`. */
export const SAINT_RULE: PatternRule = {
  name: 'abbreviations',
  pattern: /(?<![\p{L}\p{N}])S(te?s?)\.?-(?=\p{Lu})/gu,
  say: ([, ending = '']) => `Saint${ending.slice(1)}-`,
};

export const SHORT_MONTHS: Readonly<Record<string, string>> = {
  janv: 'janvier',
  févr: 'février',
  avr: 'avril',
  juil: 'juillet',
  sept: 'septembre',
  oct: 'octobre',
  nov: 'novembre',
  déc: 'décembre',
};

export const INITIALISMS: Initialisms = {
  spelt: [
    'BBC',
    'BD',
    'BNF',
    'CGT',
    'CIA',
    'FBI',
    'PDG',
    'PTT',
    'RATP',
    'RER',
    'SMS',
    'SNCF',
    'TGV',
    'TVA',
    'URSS',
    'USA',
    'RDA',
    'RFA',
    'EDF',
  ],
  words: ['CAPES', 'NASA', 'ONU', 'OTAN', 'OVNI', 'SIDA', 'UNESCO'],
};
