import type { ImageSize } from './fluent.js';

/** Longest side of a cover in pixels: what big screens show; as JPEG it stays under 1 MB. */
const LONGEST_SIDE = 1_600;
/** Chroma is stored for 2 × 2 pixels. */
const CHROMA_PIXELS = 2;
/** A grey so dark that it goes with any cover, and is not the black of a screen. */
const MARGIN = '0x202020';
/** 4:2:0 in full range: what every decoder of JPEG knows. */
const PIXELS = 'format=yuvj420p';

/** ffmpeg's filters that put a picture in the middle of a square as wide as its longer side, made smaller where it is too large. */
export function squareOf({ width, height }: ImageSize): string[] {
  const longest = Math.min(LONGEST_SIDE, Math.max(width, height));
  const side = Math.max(CHROMA_PIXELS, longest - (longest % CHROMA_PIXELS));
  return [
    `scale=${side}:${side}:force_original_aspect_ratio=decrease`,
    `pad=${side}:${side}:(ow-iw)/2:(oh-ih)/2:color=${MARGIN}`,
    PIXELS,
  ];
}

/** Filters that make a picture smaller where it is too large, its proportions kept. */
export const inside = (): string[] => [
  `scale='min(${LONGEST_SIDE},iw)':'min(${LONGEST_SIDE},ih)':force_original_aspect_ratio=decrease`,
  PIXELS,
];
