import type { GoldenCase } from './golden-case.js';

/** The kinds of trap in pySBD's 166 golden rules of seven languages, each kind once, in other words. */
export const SEVEN_GOLDEN: Readonly<Record<string, readonly GoldenCase[]>> = {
  de: [
    [
      'speech on both sides of the tag',
      '„Ich bleibe heute hier“, rief der Wirt und lachte laut: „Und morgen auch.“|Er hat 2.500.000 Sterne gezählt.',
    ],
    ['z. B. with a space', 'Es gibt allerlei Dinge, die man am Strand findet, z. B. ist er voll von altem Holz.'],
    ['an ordinal before a month', 'Was geschah in der Nacht vom 3. Mai?'],
    [
      'an exclamation mark before the tag',
      '„Lass uns hinausfahren!“, rief der Bruder der Fischerin, „am besten sofort.“',
    ],
    ['a decimal comma', 'Bis zur Insel sind es 4,5 Stunden.'],
    ['a title of two parts', 'Wir sahen Dr. med. Wolf am Hafen.'],
    ['usw. at the end', 'Wir nehmen Vorräte mit, z. B. Brot, Salz, Fisch usw.'],
    ['u.a. without a space', 'Sie kann u.a. Segel nähen.'],
    ['z. Z. inside a sentence', 'Herr Prof. Lenz ist z. Z. auf See.'],
    ['Z. T. at the start', 'Z. T. ist das Dach undicht.'],
    ['S. before a page', 'Das steht auf S. 48, s. vorige Seite.'],
    ['Str. before a house', 'Hier wohne ich: Dr. Lenz, Kieler Str. 9, im ersten Stock.'],
    ['a number at the end', 'Die Lampe brannte seit 1950.|Der Wärter schlief.'],
  ],
  es: [
    ['a question', '¿Dónde está el faro?|Está detrás de la colina.'],
    ['an exclamation', '¡Adiós, capitana!|Vuelva pronto.'],
    ['titles', 'Hola Srta. Vega.|Buenas tardes, soy el Lic. Marcos Peña, y ella es mi tía, la Dra. Peña.'],
    [
      'a point in a sum and a percentage',
      '¡El barco vale $12.300.000,00!|¡Muy caro!|Se espera una subida del 4.5% en mayo.',
    ],
    ['a full stop before the comma of the tag', '«Ninguna noche está libre de su propia luz.», dijo el guarda.'],
    ['¡¿ together', 'Pablo, ¿qué traes?|¡¿Otra vez?!'],
    ['a shortening with an accent', 'Admón. quiere decir administración o me engaño.'],
    ['degrees at the end', 'El agua llegó a los 14.5°C.|Por suerte, nadie se bañaba.'],
    ['No. before a number', 'El barco No. 12 llegó tarde.'],
    ['a date', 'Hoy es 12/05/2011, y llueve.|¿Cuándo vuelves?'],
    ['sums that begin sentences', '3 + 1 son 4.|4 + 4 son 8.|El faro es blanco.'],
    ['EE. UU. inside a sentence', 'Pidieron leer el art. 4 de la carta de los EE. UU. en voz alta.'],
  ],
  it: [
    ['a title, a question', 'Buonasera Sig.ra Vento!|Dove va oggi?'],
    ['slashes in guillemets', 'Un diario si può aprire così «Il/la guardiano/a.».'],
    ['two professional titles', 'Eccomi!|Sono l’Ing. Faro.|È arrivato l’Avv. Scoglio?'],
    ['a shortening at the end', 'Ci vediamo mar. 12 Ott. alle nove.|Grazie.'],
    ['units', 'La barca andava a 20 km/h verso il porto di TR quando il Dott. Ondi ha visto una luce e si fermò!'],
    ['ad es. in brackets', 'Le cose del molo (ad es. corde, reti, remi, etc.) sono bagnate.'],
    ['an exclamation inside quotes', 'Sul ponte, l’Avv. Scoglio ha gridato "Io, il capitano Scoglio, resto qui!".'],
    ['degrees', 'Il mare misurava 12°C.'],
    ['items in a line', 'Ecco la lista: 1.corda, 2.remo, 3.lampada.'],
    ['a degree sign for an ordinal', 'La barca 12 è arrivata 3°.'],
  ],
  ru: [
    ['units at the end', 'Бочка вмещает 3 куб.м.'],
    ['a question in guillemets and a full stop', 'Сторож стоял на берегу и спрашивал: «Кто погасил огонь?».'],
    ['a date of numbers', 'Сегодня 03.05.12'],
    ['guillemets, a comma and a dash', '«Мы вернёмся утром»,  — сказала Вера.'],
    ['the tag inside the guillemets', '«Куда ты идёшь? – спросил отец. – Ведь уже ночь».'],
    ['a slash', 'Я лягу и/или посижу у окна.'],
    ['initials of a writer', 'А.П. Чехов написал "Степь".|Кроме того, А. П. Чехов любил море.'],
    ['ул. before a number', 'Он ушёл по-тихому из дома на ул. 8 Марта.'],
    ['an initial at the end of a clause', 'Напоминаю, что 12.06 праздник у Кати В., нужно купить ей цветы.'],
    ['гг. and г.', 'В 1910-1912 гг. Иван посещал г. Архангельск часто.'],
    ['проф. before a name', 'Уважаемый проф. Орлов!|Просьба до 10.05 вернуть карту.'],
    ['д-р and пр.', 'Д-р морских наук И. К. Волков и пр. стояли на берегу.'],
  ],
  fr: [
    [
      'two long statements',
      "Après avoir été l'un des premiers à quitter l'île, le gardien regarde aujourd'hui la mer d'une autre fenêtre.|La lampe, allumée par son frère, ne s'est jamais éteinte.",
    ],
    ['a quote before the tag', '"Le bateau partira comme prévu avec douze hommes et un seul objectif", a-t-il ajouté.'],
    [
      'a space before the colon',
      "À 6 heures ce soir, le port ne comptait que deux voiles : ce sont celles du village de Sarzeau (Morbihan).|Le maire assure que le vent « n'y sera pour rien ».",
    ],
    [
      'a shortening of many letters',
      'Cette page explique le signe « LL.AA.RR. » pour dire « Leurs Altesses royales » en deux mots.',
    ],
    ['Ltd. inside a sentence', 'Les vieux registres de Phare Ltd. sont ici.'],
  ],
  ja: [
    ['two statements', 'これは船です。|あれは灯台です。'],
    ['questions', 'だれですか？|父ですか？'],
    ['exclamations', '遅かったね！|寒い！'],
    [
      'speech inside a sentence',
      '灯台の番人は、「今夜は３．５メートルの波になる」と話していて、そのあと、村の人と相談して、八時に船を戻すことにしています。|朝までに風は止みました。',
    ],
    ['a line break inside a sentence', 'これは母の\n舟です。'],
  ],
  zh: [
    [
      'two statements',
      '老人已經點亮了燈，準備寫下今晚的風向，船在十月一日晚間回到港口，他們走進屋裡時神情疲倦、一言不發。|阿海來自南方，去年剛離開學校，同年五月上了船。',
    ],
    ['a mark inside a title', '我们今晚一起去听《回来吧！大海》好吗？|好！'],
  ],
};
