import { describe, expect, it } from 'vitest';
import { chapterOf, said } from './said.js';

/** What follows a body that ends with a pause. */
const TAIL = '<p>In the morning the whole street smelled of bread and of rain, and she counted the steps again.</p>';
const between = async (body: string, ...rest: [choice?: Parameters<typeof said>[1], language?: string]) =>
  (await said(body + TAIL, ...rest)).slice(0, -1);

describe('tables', () => {
  it('row "tables": one column is paragraphs', async () => {
    expect(await between('<table><tr><td>First</td></tr><tr><td>Then more</td></tr></table>')).toEqual([
      'paragraph: First',
      'paragraph: Then more',
    ]);
  });
  const play =
    '<table><tr><td epub:type="z3998:persona">Hamlet</td><td><p>To be, or not.</p></td></tr>' +
    '<tr><td epub:type="z3998:persona">Ophelia</td><td><p>My lord?</p><p>Good my lord!</p></td></tr></table>';
  it('row "tables": a play is name, stop, speech', async () => {
    expect(await between(play)).toEqual([
      'paragraph: Hamlet. To be, or not.',
      'paragraph: Ophelia.',
      'paragraph: My lord?',
      'paragraph: Good my lord!',
    ]);
    expect(await between('<table><tr><td>FIRST CLOWN</td><td>A pestilence on him.</td></tr></table>')).toEqual([
      'paragraph: FIRST CLOWN. A pestilence on him.',
    ]);
  });
  const data =
    '<table><caption>Ships by year</caption><thead><tr><th>Year</th><th>Ships</th></tr></thead>' +
    '<tbody><tr><td>1850</td><td>12</td></tr><tr><td>1851</td><td></td></tr></tbody></table>';
  it('row "tables": data are read row by row with their headers', async () => {
    expect(await between(data)).toEqual([
      'paragraph: Ships by year',
      'list-item: Year: 1850. Ships: 12.',
      'list-item: Year: 1851.',
    ]);
  });
  it('row "tables": data without headers are rows; a number keeps its unit', async () => {
    expect(
      await between('<table><tr><td>Reval</td><td>Riga</td></tr><tr><td>400</td><td>lbs. of beef</td></tr></table>'),
    ).toEqual(['paragraph: Reval, Riga', 'paragraph: 400 lbs. of beef']);
  });
  it('row "tables": data are left out by wish, named in the report; plays and layout are not', async () => {
    const without = await chapterOf(data + play + TAIL, { exclude: ['tables'] });
    expect(without.leftOut).toContainEqual({ what: 'Tables', why: 'table', characters: expect.any(Number) });
    expect(without.passages.map(({ text }) => text).join(' ')).toMatch(/^(?!.*Ships).*Hamlet\. To be/s);
    const layout = `<table role="presentation"><tr><td>Left side</td><td>Right side</td></tr></table>`;
    expect(await between(layout, { exclude: ['tables'] })).toEqual(['paragraph: Left side', 'paragraph: Right side']);
  });
  it('row "tables": a cell that spans rows brings no wrong headers', async () => {
    const spanned =
      '<table><tr><th>Day</th><th>Man</th></tr><tr><td rowspan="2">Monday</td><td>Jim</td></tr><tr><td>Tom</td></tr></table>';
    expect(await between(spanned)).toEqual(['paragraph: Day, Man', 'paragraph: Monday, Jim', 'paragraph: Tom']);
  });
});

describe('lists', () => {
  it('row "lists": items apart; numbers only in a list of steps, from its start, in its letters', async () => {
    expect(await between('<ul><li>Salt</li><li>Bread</li></ul>')).toEqual(['list-item: Salt', 'list-item: Bread']);
    expect(await between('<ol start="3"><li><p>Cut it.</p><p>Well.</p></li><li value="7">Eat it.</li></ol>')).toEqual([
      'list-item: 3. Cut it.',
      'list-item: Well.',
      'list-item: 7. Eat it.',
    ]);
    expect(await between('<ol type="a"><li>Rope</li><li>Tar</li></ol>')).toEqual([
      'list-item: A. Rope',
      'list-item: B. Tar',
    ]);
  });
  it.each([
    ['whose numbers are not shown', '<ol style="list-style-type: none"><li>Rope</li><li>Tar</li></ol>'],
    ['by class', '<ol class="plain"><li>Rope</li><li>Tar</li></ol>'],
    ['of one item', '<ol><li>Rope</li></ol>'],
    ['that numbers itself', '<ol><li>1. Rope</li><li>2. Tar</li></ol>'],
    ['of links', '<ol><li><a href="z.xhtml">Rope</a></li><li><a href="z.xhtml">Tar</a></li></ol>'],
  ])('row "lists": no numbers in one %s', async (_, list) => {
    expect((await between(list))[0]).toMatch(/^list-item: (?:1\. )?Rope$/);
  });
});

describe('code', () => {
  const code = '<pre><code>if (x) { y[0] = 1; }\n}\n</code></pre>';
  it('row "code/pre": left out, read by wish line by line', async () => {
    expect(await between(code)).toEqual([]);
    expect((await chapterOf(code + TAIL)).leftOut).toContainEqual({ what: 'Code', why: 'code', characters: 20 });
    expect(await between(code, { include: ['code'] })).toEqual(['verse: if (x) { y[0] = 1; }']);
  });
  it('row "code/pre": a poem in it is verse', async () => {
    expect(await between('<pre>Over the hills\n  and far away,\nThe wind is up</pre>')).toEqual([
      'verse: Over the hills',
      'verse: and far away,',
      'verse: The wind is up',
    ]);
  });
});

describe('pictures', () => {
  const picture = '<p>Look.<img src="a.png" alt="A rabbit with a watch"/> There.</p>';
  it('row "images": silent, described by wish in the language of the book, after the paragraph', async () => {
    expect(await between(picture)).toEqual(['paragraph: Look. There.']);
    const choice = { include: ['images'] as const };
    expect(await between(picture, choice)).toEqual([
      'paragraph: Look. There.',
      'paragraph: Illustration: A rabbit with a watch',
    ]);
    expect((await said(picture, choice, 'de')).join()).toContain('Abbildung: A rabbit');
    expect((await said(picture, choice, 'fr')).join()).toContain('Illustration : A rabbit');
    expect((await said(picture, choice, 'es')).join()).toContain('Ilustración: A rabbit');
    expect((await said(picture, choice, 'it')).join()).toContain('Illustrazione: A rabbit');
    expect((await said(picture, choice, 'nl')).join()).toContain('paragraph: A rabbit');
  });
  it.each(['', 'cover', 'Image', 'fig-3', 'IMG_0012', 'rabbit.jpg', '[Illustration]', '***'])(
    'row "images": nothing is said for the alt "%s"',
    async (alt) => {
      expect(await between(`<p><img src="a.png" alt="${alt}"/></p>`, { include: ['images'] })).toEqual([]);
    },
  );
  it('row "images": decoration is silent', async () => {
    const choice = { include: ['images'] as const };
    expect(await between('<p><img role="presentation" alt="A line of roses"/></p>', choice)).toEqual([]);
  });
  it('row "images": one letter beside text is a drop cap, alone it is a picture', async () => {
    expect(await between('<p><img alt="A" src="a.png"/>LICE WAS tired.</p>')).toEqual(['paragraph: Alice was tired.']);
    expect(await between('<p><img alt="A" src="a.png"/></p>')).toEqual([]);
  });
  it('row "images": captions are read, left out by wish', async () => {
    const figure = '<figure><img src="m.png" alt=""/><figcaption>The map of the bay</figcaption></figure>';
    expect(await between(figure)).toEqual(['paragraph: The map of the bay']);
    const without = await chapterOf(figure + TAIL, { exclude: ['captions'] });
    expect(without.leftOut).toContainEqual({ what: 'Captions', why: 'caption', characters: 18 });
    expect(without.passages).toHaveLength(1);
  });
});

describe('letters set large or small', () => {
  it.each([
    ['one-letter span before a word', '<p><span>T</span>he old man</p>', 'The old man'],
    ['class drop cap', '<p><span class="dropcap">T</span>HE OLD MAN and I went</p>', 'The old man and I went'],
    ['small caps', '<p><span class="smcap">It was</span> late</p>', 'It was late'],
    ['small caps', '<p><span class="smcap">THE DUCHESS AND I</span> came late</p>', 'The duchess and I came late'],
    ['small caps', '<p>To <span class="smcap">NASA</span> he went</p>', 'To NASA he went'],
  ])('row "%s"', async (_, body, text) => {
    expect((await between(body))[0]).toBe(`paragraph: ${text}`);
  });
  it('row "small caps / capitals": the first line of a chapter in capitals', async () => {
    expect((await said(`<p>IT IS A TRUTH universally known</p>${TAIL}`, {}, 'en', { lead: '' }))[0]).toBe(
      'paragraph: It is a truth universally known',
    );
  });
});

describe('plays', () => {
  it('row "persona": a stop between name and speech', async () => {
    expect(await between('<p><b class="persona">HAMLET</b> To be.</p>')).toEqual(['paragraph: HAMLET. To be.']);
    expect(await between('<p><b epub:type="z3998:persona">Pip</b>: Here.</p>')).toEqual(['paragraph: Pip: Here.']);
  });
  it('row "stage direction": read, left out by wish, inside a speech too', async () => {
    const scene =
      '<p epub:type="z3998:stage-direction">Enter Ahab.</p><p>Aye, sir—<i epub:type="z3998:stage-direction">Aside</i> he’s my better (<i class="stage-direction">Exit.</i>). So.</p>';
    expect(await between(scene)).toEqual([
      'paragraph: Enter Ahab.',
      'paragraph: Aye, sir—Aside he’s my better (Exit.). So.',
    ]);
    expect(await between(scene, { exclude: ['stage-directions'] })).toEqual([
      'paragraph: Aye, sir—he’s my better. So.',
    ]);
    const { leftOut } = await chapterOf(scene, { exclude: ['stage-directions'] });
    expect(leftOut).toContainEqual({ what: 'Stage directions', why: 'stage-direction', characters: 21 });
  });
  it('row "stage direction": italics in brackets are none unless they are marked', async () => {
    expect(await between('<p>So (<i>exit</i>) he said</p>', { exclude: ['stage-directions'] })).toEqual([
      'paragraph: So (exit) he said',
    ]);
  });
});

describe('formulas', () => {
  const math = (inside: string, attributes = ''): string => `<p>Let <math${attributes}>${inside}</math>.</p>`;
  it.each([
    ['its own words', math('<mi>q</mi>', ' alttext="a over b"'), 'a over b'],
    ['no TeX', math('<mi>x</mi>', ' alttext="\\frac{a}{b}"'), 'x'],
    ['fractions', math('<mfrac><mi>a</mi><mn>2</mn></mfrac>'), 'a over 2'],
    [
      'powers',
      math('<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msup><mi>y</mi><mi>n</mi></msup>'),
      'x squared plus y to the power of n',
    ],
    ['roots', math('<msqrt><mn>2</mn></msqrt>'), 'the square root of 2'],
    [
      'sums',
      math('<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>'),
      'the sum from i equals 1 to n i',
    ],
    ['a matrix', math('<mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable>'), 'formula'],
    ['no annotation', math('<semantics><mi>x</mi><annotation>x\\in</annotation></semantics>'), 'x'],
  ])('row "MathML": %s', async (_, body, words) => {
    expect((await between(body))[0]).toBe(`paragraph: Let ${words}.`);
  });
  it('row "MathML": in French; a language without words for it gets the word "formula" in its own', async () => {
    const body = math('<mfrac><mi>a</mi><mi>b</mi></mfrac>');
    expect((await said(body, {}, 'fr')).join()).toContain('a sur b');
    expect((await said(body, {}, 'nl')).join()).toContain('formule');
  });
  it('row "MathML": a thousand parts, or a depth without end, is "formula"', async () => {
    expect(await between(math('<mrow>'.repeat(5_000)))).toEqual(['paragraph: Let formula.']);
  });
});

describe('raised and lowered', () => {
  it.each([
    ['ordinal', '<p>the 1<sup>st</sup> of May</p>', 'the 1st of May'],
    ['power', '<p>10<sup>2</sup> men</p>', '10² men'],
    ['negative power', '<p>10<sup>−3</sup> of it</p>', '10⁻³ of it'],
    ['unit', '<p>5 km<sup>2</sup> of land</p>', '5 km² of land'],
    ['note mark', '<p>He left.<sup>3</sup> Then</p>', 'He left. Then'],
    ['index below', '<p>H<sub>2</sub>O</p>', 'H2O'],
  ])('row "sup / sub": %s', async (_, body, text) => {
    expect(await between(body)).toEqual([`paragraph: ${text}`]);
  });
});

describe('what no voice says', () => {
  it.each([
    [
      'page numbers, title and label too',
      '<p>be<span epub:type="pagebreak" title="7" aria-label="page 7">7</span>fore</p>',
      'before',
    ],
    ['page numbers by role', '<p>a <span role="doc-pagebreak" id="p7">7</span>b</p>', 'a b'],
    ['page numbers by class', '<p>a <span class="page_number">7</span>b</p>', 'a b'],
    ['hidden', '<p>a<span aria-hidden="true">xx</span><span hidden="hidden">y</span> b</p>', 'a b'],
    ['comments and instructions', '<p>a<!-- not this --><?nor this?> b</p>', 'a b'],
    ['CDATA is text', '<p>a <![CDATA[<b>]]></p>', 'a <b>'],
    [
      'soft hyphens, zero width, BOM, private use',
      '<p>so\u00adft\u200b\ufeff \ue000wi\u2060de\u{f1234}</p>',
      'soft wide',
    ],
    ['ligatures and full width', '<p>ﬁne Ａ１</p>', 'fine A1'],
    ['but no other compatible sign', '<p>x² ½ ™</p>', 'x² ½ ™'],
    ['bracketed numbers', '<p>It was so.[12] And then</p>', 'It was so. And then'],
  ])('row "%s"', async (_, body, text) => {
    expect(await between(body)).toEqual([`paragraph: ${text}`]);
  });
  it('row "zero-width": joiners stay in Persian and in Indic scripts, and go elsewhere', async () => {
    expect(await between('<p>می\u200cخواهم क\u094d\u200dष</p>')).toEqual(['paragraph: می\u200cخواهم क\u094d\u200dष']);
    expect(await between('<p>ab\u200ccd</p>')).toEqual(['paragraph: abcd']);
  });
  it('row "transcriber’s note": skipped; "THE END" is read', async () => {
    expect(await between('<div class="transnote"><p>Typed in by kind people.</p></div><p>THE END</p>')).toEqual([
      'paragraph: THE END',
    ]);
  });
  it.each([
    '<hr/>',
    '<div class="scene-break"></div>',
    '<p class="asterism">***</p>',
    '<p>* * *</p>',
    '<p>—</p>',
    '<p> </p><p> </p>',
  ])('row "scene breaks": %s is a pause and nothing else', async (sign) => {
    expect(await between(sign)).toEqual(['---']);
  });
  it('row "empty paragraphs": one is nothing', async () => expect(await between('<p> </p>')).toEqual([]));
});

describe('what the markup says of words', () => {
  const runs = async (body: string) => (await chapterOf(body)).passages[0]?.runs;
  it('row "language inside text": three words or more in another language', async () => {
    expect(await runs('<p>He said <i xml:lang="la">multum in parvo</i>, <i lang="fr">oui</i> and went.</p>')).toEqual([
      { kind: 'language', language: 'la', from: 8, to: 23 },
    ]);
    expect(await runs('<p>He said <i lang="en-GB">all of it</i> and went.</p>')).toBeUndefined();
    expect(
      await runs('<p>He said <i lang="eng">all of it</i> and <i lang="und">none of it here</i>.</p>'),
    ).toBeUndefined();
  });
  it('row "z3998:roman", row "initialism": carried to the voice, whatever is dropped before them', async () => {
    expect(
      await runs(
        '<p>So it was.<a epub:type="noteref" href="#n">9</a> Louis <span epub:type="z3998:roman">XVI</span> and the <abbr epub:type="z3998:initialism">MP</abbr></p>',
      ),
    ).toEqual([
      { kind: 'roman', from: 17, to: 20 },
      { kind: 'initialism', from: 29, to: 31 },
    ]);
  });
  it('row "ruby": the reading in place of the base in Japanese', async () => {
    const ruby = `<p><ruby>山路<rp>(</rp><rt>やまみち</rt><rp>)</rp></ruby>を登る</p>`;
    expect((await said(ruby, {}, 'ja')).join()).toContain('やまみちを登る');
  });
});
