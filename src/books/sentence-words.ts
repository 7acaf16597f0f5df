import { primaryLanguage } from './language.js';

/** What the borders of sentences are decided by, word for word; small letters. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u).filter((word) => word !== ''));

/** Shortenings that stand before a name or before more of the sentence, in any language that writes them so. */
export const BEFORE_NAMES = words(
  `mr mrs ms messrs mme mmes mlle mm dr drs prof profs rev revd hon capt cpt col gen lt sgt maj cmdr adm gov sen rep pres
  st ste skt mt ft fr sr sra srta dn dña d hr frl herrn univ abg ing dott sig sigg sigra onor avv arch mons mgr bros jun esp
  св гг г им ул тов проф акад`,
);

/** Shortenings that never end a sentence. */
export const NEVER_LAST = words(
  `vs cf viz al eg ie e.g i.e resp bzw ca approx z.b d.h u.a o.ä z.t z.z p.ex par.ex p.ej p.es т.е т.к напр`,
);

/** Shortenings that end nothing before a number. */
export const BEFORE_NUMBERS = words(
  `no nos nr nrs vol vols p pp pag pagg pág págs ch chap cap fig figs art bd s sec sect par op n num núm стр рис т`,
);

/** Shortenings that stand before more of the sentence, and at its end too: the word after them decides. */
export const MAY_BE_LAST = words(
  `co bros ltd inc corp jr sr esq etc st ave rd a.m p.m b.c a.d ecc ca usw usf uvm u.s.w u.s.f osv m.m mm m.v itd i.t.d`,
);

/** `A.B.` of these is a word that may end a sentence before any capital. */
export const LETTERS_MAY_BE_LAST = /\b(?:U\.S(?:\.A)?|a\.m|p\.m|P\.M|A\.M|B\.C|A\.D|D\.C)\.$/;

/** Languages that write an ordinal as a number with a full stop. */
export const ORDINAL_LANGUAGES = words('de da no nb nn fi cs sk hu pl hr sl et lv tr');

/** With a capital, these begin a sentence and are no name: small words of high frequency. */
const STARTERS: Readonly<Record<string, ReadonlySet<string>>> = {
  da: words(`han hun den det de vi i jeg du der så men og da når hvad hvem hvor hvorfor hvordan ingen her nu`),
  de: words(
    `er sie es wir ihr ich du das dies diese dieser der die ein eine da dann doch aber und nun wer was wo wann warum wie
    wenn als niemand keiner hier dort sein seine ihre mein meine im am auf nach so`,
  ),
  en: words(
    `he she it they we you the this that these those there then and but so yet now when what where who why how if his
    her their my our your its nobody everyone everything nothing after before once perhaps here`,
  ),
  es: words(
    `él ella ellos ellas yo tú nosotros usted el la los las un una esto esta este eso luego después entonces pero y cuando
    qué quién dónde cómo nadie nada aquí allí se no su`,
  ),
  fr: words(
    `il elle ils elles on nous vous je tu ce cette ces cela puis alors mais et quand que qui où comment pourquoi le la les
    un une des personne rien ici son sa ses après`,
  ),
  it: words(
    `egli lui lei loro io tu noi voi il lo la i gli le un una questo questa quello poi allora ma e quando che chi dove come
    perché nessuno niente qui si non suo sua dopo`,
  ),
  nl: words(`hij zij ze het de een wij we ik jij dit dat toen daarna maar en nu wie wat waar waarom hoe niemand hier`),
};

/** After an initial these may be the next part of a name: `P. La Rue`, `B. De Vries`. */
const NAME_PARTS = words(`la le les lo el los las de der die das den des i un una une een ein eine du da`);

/** Is the first word of `after` one that begins a sentence? @param isAfterName whether a name may go on here */
export function beginsSentence(after: string, language: string, isAfterName: boolean): boolean {
  const word = /^["'“‘«„»‚¿¡—–\s]*(\p{Lu}\p{L}*)(?=[\s,’'])/u.exec(after.slice(0, MOST_OF_A_WORD))?.[1]?.toLowerCase();
  if (word === undefined || (isAfterName && NAME_PARTS.has(word))) return false;
  return STARTERS[primaryLanguage(language)]?.has(word) ?? false;
}

/** Characters that are looked at for one word and the signs round it. */
export const MOST_OF_A_WORD = 60;

const SAID = `said says say asked asks cried cries called whispered shouted replied answered exclaimed demanded muttered
  murmured returned inquired enquired continued repeated added began interrupted screamed sighed gasped laughed sobbed
  roared growled snapped hissed yelled pleaded begged ventured remarked observed declared suggested insisted faltered
  stammered ejaculated retorted rejoined responded wondered thought went put`
  .split(/\s+/u)
  .join('|');

/** `“Is it late?” Ann asked.`: who speaks and a verb of saying, in English, where no small letter shows that the sentence goes on. */
export const ENGLISH_TAG = new RegExp(
  `^(?:I|(?:(?:He|She|They|We|You)(?=\\s))|(?:The\\s\\p{Ll}+)|(?:(?:M(?:rs?|s)|Dr|Capt|Col|Lady|Lord|Sir|Miss|Aunt|Uncle)\\.?\\s)?\\p{Lu}[\\p{L}’'-]+(?:\\s\\p{Lu}[\\p{L}’'-]+)?)\\s(?:\\p{Ll}+ly\\s)?(?:${SAID})\\b`,
  'u',
);
