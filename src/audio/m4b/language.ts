/** MP4 names languages by ISO 639-2/T; this is what it says when nothing is known. */
const UNKNOWN = 'und';

/** ISO 639-1 → 639-2/T for the languages of voices and libraries. */
const THREE_LETTERS: ReadonlyMap<string, string> = new Map(
  (
    'af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bo:bod br:bre bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell ' +
    'en:eng eo:epo es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gu:guj he:heb hi:hin ' +
    'hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm kn:kan ko:kor ku:kur ky:kir la:lat lb:ltz ' +
    'lt:lit lv:lav mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya nb:nob ne:nep nl:nld nn:nno no:nor oc:oci ' +
    'pa:pan pl:pol ps:pus pt:por ro:ron ru:rus sa:san sd:snd si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam ' +
    'te:tel tg:tgk th:tha tk:tuk tl:tgl tr:tur tt:tat ug:uig uk:ukr ur:urd uz:uzb vi:vie yi:yid zh:zho zu:zul'
  )
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, 2), pair.slice(3)]),
);

/** The three letters MP4 wants for a BCP 47 tag: `en-GB` → `eng`; `und` when we do not know them. */
export function streamLanguage(bcp47: string): string {
  const primary = bcp47.toLowerCase().split(/[-_]/)[0] ?? '';
  if (/^[a-z]{3}$/.test(primary)) return primary;
  return THREE_LETTERS.get(primary) ?? UNKNOWN;
}
