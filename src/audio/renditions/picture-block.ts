/** FLAC's kind of picture for the front of a book. */
const FRONT_COVER = 3;
const MEDIA_TYPE = 'image/jpeg';
const DESCRIPTION = 'Cover';
const COLOUR_BITS = 24;
/** Of a picture whose colours are not counted. */
const NO_PALETTE = 0;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The value of METADATA_BLOCK_PICTURE: how a picture stands among the comments of an Ogg file, into which ffmpeg hangs none.
 * @param jpeg the whole file
 */
export function pictureBlock(jpeg: Uint8Array, { width, height }: PictureSize): string {
  const type = Buffer.from(MEDIA_TYPE, 'latin1');
  const description = Buffer.from(DESCRIPTION);
  const parts = [
    numbers(FRONT_COVER, type.length),
    type,
    numbers(description.length),
    description,
    numbers(width, height, COLOUR_BITS, NO_PALETTE, jpeg.length),
    jpeg,
  ];
  return Buffer.concat(parts).toString('base64');
}

/** 32 bits each, the high byte first. */
function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}

/** Frame headers of JPEG: all that give a size but the tables among them (DHT, JPG, DAC). */
const FRAME_HEADER = /^[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]$/;
/** The marker's code and its length stand before the precision, the height and the width. */
const SIZE_AT = 5;

/** The size that a JPEG says it has; 0 × 0 (unknown) when it says none. */
export function jpegSize(jpeg: Uint8Array): PictureSize {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + SIZE_AT + 4 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const isFrame = FRAME_HEADER.test(String.fromCharCode(bytes[at + 1] ?? 0));
    if (isFrame) return { height: bytes.readUInt16BE(at + SIZE_AT), width: bytes.readUInt16BE(at + SIZE_AT + 2) };
  }
  return { width: 0, height: 0 };
}
