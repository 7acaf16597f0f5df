import { writeNovel } from '../../../support/novel.js';
import type { PageScene } from '../page-scene.js';

/** A book that was sent and not ordered yet. @returns its id */
export async function plannedBook(scene: Pick<PageScene, 'url'>): Promise<string> {
  const bytes = await writeNovel({ title: 'A Planned Night', chapters: 3, paragraphs: 3 });
  const response = await fetch(new URL('api/v1/books/night.epub', scene.url), { method: 'PUT', body: bytes });
  const { book } = (await response.json()) as { readonly book: string };
  return book;
}
