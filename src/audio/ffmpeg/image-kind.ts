/** Kinds of image a cover may be; `demuxer` is the only one ffmpeg may then use: a playlist posing as a picture is none. */
export interface ImageKind {
  readonly name: 'jpeg' | 'png' | 'gif' | 'webp' | 'bmp' | 'tiff';
  readonly demuxer: string;
}

/** Bytes needed to tell. */
export const IMAGE_MAGIC_BYTES = 12;

const KINDS: readonly (ImageKind & { readonly magic: RegExp })[] = [
  { name: 'jpeg', demuxer: 'jpeg_pipe', magic: /^\xff\xd8\xff/ },
  { name: 'png', demuxer: 'png_pipe', magic: /^\x89PNG\r\n/ },
  { name: 'gif', demuxer: 'gif', magic: /^GIF8[79]a/ },
  { name: 'webp', demuxer: 'webp_pipe', magic: /^RIFF[\s\S]{4}WEBP/ },
  { name: 'bmp', demuxer: 'bmp_pipe', magic: /^BM/ },
  { name: 'tiff', demuxer: 'tiff_pipe', magic: /^(II\*\0|MM\0\*)/ },
];

/** Told by the first bytes, whatever the file is called; null for anything else (SVG and AVIF too). */
export function imageKind(bytes: Uint8Array): ImageKind | null {
  const start = Buffer.from(bytes.subarray(0, IMAGE_MAGIC_BYTES)).toString('latin1');
  return KINDS.find(({ magic }) => magic.test(start)) ?? null;
}
