import { crc32, deflateSync } from 'node:zlib';

/** Pixels. Small on purpose: a cover is needed to prove that it travels, not to be admired. */
export const WIDTH = 300;
export const HEIGHT = 450;

/** Colours by index: night, sea, tower, band, light, dial. */
const PALETTE = [0x14213d, 0x0b3954, 0xe8e4d9, 0xa63d40, 0xffd166, 0x2b2d42];
const [NIGHT, SEA, TOWER, BAND, LIGHT, DIAL] = PALETTE.keys();

const HORIZON = 350;
const LAMP = { x: 150, top: 112, bottom: 138, halfWidth: 18 };
const CLOCK = { x: 150, y: 235, radius: 20 };

/** One palette index per pixel, row by row: a lighthouse at night with a clock in its wall. */
export function coverPixels() {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) pixels[y * WIDTH + x] = colourAt(x, y);
  return pixels;
}

/** @param {number} x @param {number} y */
function colourAt(x, y) {
  return clockAt(x, y) ?? towerAt(x, y) ?? lightAt(x, y) ?? (y > HORIZON ? SEA : NIGHT);
}

/** A dial whose hands say eighteen minutes past seven. @param {number} x @param {number} y */
function clockAt(x, y) {
  const [dx, dy] = [x - CLOCK.x, y - CLOCK.y];
  if (dx * dx + dy * dy > CLOCK.radius ** 2) return undefined;
  const minuteHand = dx >= 0 && dx < 16 && Math.abs(dy * 4 - dx) < 6;
  const hourHand = dy >= 0 && dy < 11 && Math.abs(dx * 4 + dy * 3) < 7;
  return minuteHand || hourHand ? LIGHT : DIAL;
}

/** @param {number} x @param {number} y */
function towerAt(x, y) {
  const roof = y >= 84 && y < LAMP.top && Math.abs(x - LAMP.x) * 28 < (y - 84) * 26;
  if (roof) return BAND;
  if (y >= LAMP.top && y < LAMP.bottom) return Math.abs(x - LAMP.x) < LAMP.halfWidth ? LIGHT : undefined;
  const halfWidth = 24 + Math.floor((y - LAMP.bottom) / 12);
  if (y < LAMP.bottom || y > HORIZON + 24 || Math.abs(x - LAMP.x) > halfWidth) return undefined;
  return Math.floor((y - LAMP.bottom) / 44) % 2 === 0 ? TOWER : BAND;
}

/** Two beams, and a streak on the water. @param {number} x @param {number} y */
function lightAt(x, y) {
  const distance = Math.abs(x - LAMP.x);
  if (Math.abs(y - 125) * 5 < distance && y < HORIZON) return (x + y) % 3 === 0 ? LIGHT : undefined;
  return y > HORIZON + 30 && distance < 40 && y % 9 < 2 ? LIGHT : undefined;
}

/** The picture as a PNG file: 8-bit palette, no filter. */
export function coverPng() {
  const pixels = coverPixels();
  const rows = Array.from({ length: HEIGHT }, (_, y) => [0, ...pixels.subarray(y * WIDTH, (y + 1) * WIDTH)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const palette = Buffer.from(PALETTE.flatMap((rgb) => [rgb >> 16, (rgb >> 8) & 255, rgb & 255]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from(rows.flat()), { level: 9 });
  const chunks = [chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
