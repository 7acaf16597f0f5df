/** What Audiobookshelf makes of ffprobe's tags: written anew from its rules (reference/audio.md §3.5). */
export interface ShelfBook {
  readonly title: string | undefined;
  readonly subtitle: string | undefined;
  readonly authors: readonly string[];
  readonly narrators: readonly string[];
  readonly genres: readonly string[];
  readonly publishedYear: string | undefined;
  readonly publisher: string | undefined;
  readonly description: string | undefined;
  readonly language: string | undefined;
  readonly isbn: string | undefined;
  readonly asin: string | undefined;
  readonly series: string | undefined;
  readonly part: string | undefined;
}

export function shelfReading(tags: Readonly<Record<string, string>>): ShelfBook {
  const lower = new Map(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]));
  const first = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => lower.get(key)).find((value) => value !== undefined && value !== '');
  const grouping = /^(.*?)(?: #([\d.]+))?$/.exec(first('grouping') ?? '');
  return {
    title: first('album', 'title'),
    subtitle: first('subtitle'),
    authors: names(first('artist', 'album_artist')),
    narrators: names(first('composer')),
    genres: (first('genre') ?? '').split(/[/;]/).map((genre) => genre.trim()),
    publishedYear: first('date')?.slice(0, 4),
    publisher: first('publisher'),
    description: first('description', 'comment'),
    language: first('language', 'lang'),
    isbn: first('isbn'),
    asin: first('asin'),
    series: first('series', 'show', 'mvnm') ?? grouping?.[1],
    part: first('series-part', 'episode_id', 'mvin', 'part') ?? grouping?.[2],
  };
}

const names = (line: string | undefined): readonly string[] =>
  (line ?? '')
    .split(/,|&| and |;/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
