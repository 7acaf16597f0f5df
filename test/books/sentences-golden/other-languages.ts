import type { GoldenCase } from './golden-case.js';

/** The 42 golden rules of pySBD in 13 more languages, each with the same trap in other words. */
export const OTHER_GOLDEN: Readonly<Record<string, readonly GoldenCase[]>> = {
  am: [['Ethiopic marks', 'ስምህ ማን ነው፧|ሰላም ለአንተ ይሁን።|እባክህ በሩን ክፈትልኝ።']],
  ar: [
    [
      'a colon as a border',
      'خبر وتعليق:|من أطفأ المصباح الليلة الماضية؟|وقف الناس طويلا على الشاطئ ينتظرون السفينة التي لم تصل.|وقال الحارس إن الريح كانت قوية.',
    ],
    [
      'a title with marks of direction',
      'وقال د‪.‬ سالم و الأطباء الذين جاءوا معه إلى القرية إن الرجل كان يعاني من البرد.|ولم يعرف أحد متى وصل إلى هنا.',
    ],
    [
      'a date with marks of direction',
      'سيكتمل بناء الجسر البالغ طوله 450 مترا في 03‪/‬05‪/‬2016 بتكلفة 2.5 مليون دينار.|وسوف يمر عليه القطار كل صباح.',
    ],
    [
      'a colon after a source',
      'الاثنين, 7 مارس/ آذار, 2011, 08:15 GMT جريدة الميناء:|حارس المنارة يترك عمله بعد ثلاثين سنة.|الحارس رجل هادئ لا يعرف أحد من أين جاء.',
    ],
    [
      'commas as borders',
      'وجد في البيت مصباح قديم، وكتاب،|تركه الحارس كما يقول الجيران،|ورأى الطبيب أن الرجل قد رحل،|وانتظر الناس عودته',
    ],
  ],
  bg: [
    ['т.г. inside a sentence', 'В началото на май т.г. ще бъде открит новият мост, съобщи кметът на града.'],
    [
      'slashes and brackets',
      'Фарът е висока кула, която може да показва пътя на кораби и/или лодки.|Възможността светлината му да се върти позволява той да бъде познат от всеки рибар/моряк.|Обикновено пазачът записва времето (вятъра) в дневник (тетрадка) на сушата.',
    ],
    ['Пл. before a name', 'Ул. "3 Март"'],
    [
      'г. at the end',
      'Той основа малко пристанище, което живя в продължение на 90 г. Иван го продаде на търговец от Варна и замина по море.|Нови лодки, вкл. ветроходни и гребни',
    ],
  ],
  my: [['Burmese marks', 'ဒီနေ့မိုးရွာတယ်။|အိမ်မှာနေကြပါစို့။']],
  nl: [
    [
      'a number that begins a sentence',
      'Hij keek naar de KX4-motor toen de Zee-naar-Land (zl)-boten op hem af kwamen.|62 procent van de boten was leeg.',
    ],
    ['dots that begin a sentence', '62 procent van de boten was leeg.|...en toen ging het licht uit.'],
    ['shortenings in a row', 'Verkorting bijv. nw.'],
  ],
  el: [
    [
      'the Greek question mark, a small letter',
      'Συγγνώμη· πού είναι το λιμάνι;|Τη Δευτέρα δεν ερχόταν κανείς.|το εισιτήριο έκανε £120.450,00.',
    ],
  ],
  hi: [['the danda', 'सच यह है कि उस रात कोई नहीं सोया।|शायद हवा बहुत तेज़ थी, या फिर समुद्र ने किसी को पुकारा था।']],
  kk: [
    ['a dash', 'Теңізге жақын ауылдардың ішінде Ақбұлақ - ең ескісі.'],
    ['two short questions', 'Балықшылар үйі, теңіз жағасы, ескі қайық, шам шырағы – кім?|не?'],
    [
      'units in brackets and т. б.',
      'Өлшемдер: м (метр), см (сантиметр), кг (килограмм), л (литр), т. б. (тағы басқа), осындай сөздер қысқарып жазылады.',
    ],
    [
      'т. б. at the end',
      'Мысалы: қалаға (үлкен қалаға) барды, мектепте (ауыл мектебінде) оқыды, теңіздің (көк теңіздің) жанында т. б.',
    ],
    ['a sum without an end', 'Ауылдың жылдық табысы (номинал) = $12.450 млн (2016)'],
    ['a Roman numeral', 'Теңіздегi ауылдың жағдайы.|XIX ғасырдың екiншi жартысында ауылға тән нәрсе.'],
    [
      'numbers of newspapers',
      '(«Теңіз үні», 3 мамыр 2011 жыл. №120-121); Бұл туралы кеше ауыл әкімі хабарлады.|(«Жаға», 12 маусым 2009 жыл. № 45).',
    ],
    [
      'initials and т.б.',
      'Ескі кеме (1890 — 95) және жаңа шамшырақ (1901 — 04) туралы Б. Сәрсенов, Қ. Әлиев, Н. Т. Омаров, т.б. жазушылар әңгіме жазды.',
    ],
    ['an address at the end', 'Айдар Серіков: Теңіз әні енді жоқ http://www.example.org/2004/120/7/80112.html'],
    ['a question, then a dash and the tag', 'Енді маған не істеу керек? — деді.'],
    ['an exclamation, then a hyphen and the tag', 'Сондықтан мен келдім! - деп, күліп жіберді.'],
    ['Б.з.б. and a range', 'Б.з.б. 4 – 2 ғасырларда теңіз, қайық, шамшырақ туралы аңыздар пайда болды.'],
    ['a colon at the end', "'Кеме' осы сөйлемде екі рет жазылады:"],
  ],
  mr: [
    ['two statements', 'आज पाऊस आहे.|आज सगळे घरी आहेत.'],
    ['a semicolon', 'वारा खूप वाहत होता; पण दिवा विझत नव्हता.'],
    ['a question', 'नौका कधी येणार आहे?|वेळ आहे अजून.'],
    ['an exclamation', 'थांब, दार उघडू नकोस!|आणि मग सगळे ठीक होईल.'],
    ['quotes without a mark', '"शांत पाणी खोल असते ते ओळखावे" असे आजोबा नेहमी म्हणतात.'],
  ],
  fa: [['Persian marks', 'شب بخیر، خانم نرگس.|شما از کجا آمدید؟|من از شیراز آمدم.']],
  pl: [['a shortening inside a sentence', 'Ten wyraz staropol. jest rzadki.']],
  sk: [
    [
      's. r. o. and a.s.',
      'Ide o kapitána lode firmy ModráLoď s. r. o., ktorý vedie aj iné podniky, napr. Prístav a.s.',
    ],
    [
      'two sentences in quotes before the tag',
      '„Vietor ma nezaujíma. V podstate ho nepočujem,“ odpovedal strážca na otázku rybárov.',
    ],
    ['an ordinal before a small letter', 'Lampu sa mi podarilo zapáliť až na 7. pokus, ale svietila.'],
    ['a Roman ordinal', 'Ide o vojakov IX. Pluku horskej stráže.'],
    ['ordinals in dates', 'Prístav bol otvorený 3. Mája 2019, v knihe však stojí dátum 15. jún 2019.'],
  ],
  ur: [['Urdu marks', 'آپ کہاں ہیں؟|میرا گھر ___ ہے۔|کیا میں دروازہ بند کر دوں؟']],
};
