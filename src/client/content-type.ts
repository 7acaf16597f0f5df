import { extname } from 'node:path';

const BYTES = 'application/octet-stream';

/** Of what a job leaves: sound, subtitles, lists, pictures. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  '.m4b': 'audio/mp4',
  '.m4a': 'audio/mp4',
  '.mp3': 'audio/mpeg',
  '.opus': 'audio/ogg',
  '.ogg': 'audio/ogg',
  '.flac': 'audio/flac',
  '.wav': 'audio/wav',
  '.zip': 'application/zip',
  '.epub': 'application/epub+zip',
  '.vtt': 'text/vtt; charset=utf-8',
  '.srt': 'application/x-subrip; charset=utf-8',
  '.json': 'application/json',
  '.smil': 'application/smil+xml',
  '.cue': 'application/x-cue; charset=utf-8',
  '.m3u': 'audio/x-mpegurl',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.txt': 'text/plain; charset=utf-8',
  '.opf': 'application/oebps-package+xml',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
};

/** The media type that a file is served as. */
export const contentTypeOf = (name: string): string => BY_EXTENSION[extname(name).toLowerCase()] ?? BYTES;
