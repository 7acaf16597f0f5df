import type { GoldenCase } from './golden-case.js';

/** The 26 Armenian golden rules of pySBD, each with the same trap in other words. */
export const ARMENIAN_GOLDEN: readonly GoldenCase[] = [
  ['a question and its answer', 'Ո՞ւր ես գնում:|Տուն:'],
  ['dots inside a word run', 'Մայիսի 9-ին ձյուն եկավ...Ես չէի սպասում:'],
  ['a dot that leads to a list', 'Ուրեմն` սկսում ենք պատմությունը:|Դասը հետևյալն է. համբերություն և հույս:'],
  [
    'an ordinal with a hyphen',
    'Սա այն օրն է, երբ բացվում է դպրոցը:|Համաձայն Կետ 3-ի, ուսուցիչը գալիս և/կամ գրում է դասը, բացում գրքերը և կարդում է մինչև երեկո:',
  ],
  [
    'a paragraph of five sentences',
    'Գարնանը ձյունը հալվում է, և գետը բարձրանում է:|3-րդ օրը ջուրը հասնում է կամրջին:|Մարդիկ դուրս են գալիս տներից:|Նրանք նայում են գետին:|Պահապանը պետք է բացի`',
  ],
  [
    'a paragraph that ends without a mark',
    'Աշնանը տերևները թափվում են, և այգին լռում է:|2-րդ շաբաթը անձրև է գալիս:|Երեխաները մնում են տանը:|Նրանք պետք է կարդան հետևյալը`',
  ],
  ['a greeting', 'Բարի երեկո:|Իմ անունը Նարե է:'],
  ['a day of the week', 'Վաղը կիրակի է:|Մենք գնում ենք ծովափ:'],
  ['an ordinal in a date', 'Այսօր հունիսի 5-ն է:|Դուք մնում եք տանը:'],
  ['a comma after yes', 'Այո, ես տեսա:|Նա իսկապես եկել էր:'],
  ['a request', 'Վառիր լամպը:|Գիշերը մոտենում է:'],
  ['two short words', 'Ցուրտ է:|Մենք պետք է կրակ վառենք:'],
  ['a comma after the first word', 'Լսիր, ես որոշել եմ մնալ:|Ոչինչ չի փոխվի:'],
  ['a short sentence, then an infinitive', 'Նավը հին է:|Պետք է այն ներկել:'],
  ['two sentences with I', 'Ես հոգնած եմ:|Ես չեմ կարող քնել:'],
  ['a comma after a request', 'Կանգնիր, այնտեղ խորն է:|Ուզում եմ դու ինձ լսես:'],
  ['a comma after no', 'Ոչ, նա չի գրել:|Դա ուրիշ մարդ էր:'],
  ['dots without a space', 'Հունվարի 12-ին քամի էր...Ոչ ոք դուրս չեկավ:'],
  ['ellipses between nouns', '1920 թվական…աշուն…երեկո:|Մութ էր…ծովը:'],
  ['a question sign inside a word', 'Ինչ՟ու ծովը, որ միշտ շարժվում է, չի կարող հանգստանալ:|Պարզապես քամի կա:'],
  ['a dash and a dot inside a sentence', 'Ասա ինձ 2 բառ, որ դու սիրում ես - Ես ասում եմ. ծով, քամի:'],
  ['a grave accent as a pause', 'Այսպես` մենք վերադառնում ենք տուն:|Կանոնը հետևյալն է. աշխատանք և քուն:'],
  ['a short question', 'Ո՞վ է այնտեղ:|Ոչ ոք:'],
  ['a question with two words', 'Կարո՞ղ ենք վաղը խոսել:|Միգուցե այն, ինչ ասում ես, ճիշտ է:'],
  ['dots before the mark', 'Մենք սպասել ենք ամբողջ գիշեր:|Բայց լույսը ուշանում է...:'],
  ['an ellipsis before the mark', 'Մայրիկ...վերադառնում եմ:|Կգա՞ս թ՟ե …:'],
];
