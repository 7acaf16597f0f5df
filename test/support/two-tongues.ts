/** An English book with a French paragraph, three French words in a sentence, and two that are too few for a voice. */
export const TWO_TONGUES = `<html lang="en"><head><title>Two Tongues</title></head><body>
<h1>One</h1>
<p>It rained over the old town, and nobody walked there any more that day.</p>
<p lang="fr">Il pleuvait sur la vieille ville, et personne ne s'y promenait plus ce jour-là.</p>
<p>She had a certain <i lang="fr">je ne sais quoi</i> about her, and he called her <i lang="fr">mon amie</i>.</p>
<h1>Two</h1>
<p>The sun came back over the roofs, and everybody was glad of it. So it went on.</p>
</body></html>`;

/** What a voice for French says of it. */
export const FRENCH_OF_TWO_TONGUES = [
  "Il pleuvait sur la vieille ville, et personne ne s'y promenait plus ce jour-là.",
  'je ne sais quoi',
];
