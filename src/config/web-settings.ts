import { z } from 'zod';

/** Ports a program may listen on; 0 = any that is free. */
const MOST_PORT = 65_535;
/** A book with its pictures is smaller; what is larger is a typing slip, or a film. */
const MOST_UPLOAD_MB = 10_000;
/** The badge stands beside the title on a phone. */
const LONGEST_NAME = 40;
/**
 * Right tokens are never held up, so nothing but their length stands against guessing, at some 10,000 tries a second. Words
 * that somebody strings together have about 1.5 bits a sign: 32 of them (48 bits) take centuries, 16 (24 bits) a quarter of
 * an hour; 32 random digits of base 16 have 128 bits. On loopback, too: a proxy there leads strangers in.
 */
const SHORTEST_TOKEN = 32;
/** Longer ones do not fit into a header line beside the rest. */
const LONGEST_TOKEN = 512;

const PORT_WORDS = `a port is a whole number from 0 to ${MOST_PORT} (0 = any that is free)`;
const STATUS_PORT_WORDS = `${PORT_WORDS}, or "off"`;
const HOST_WORDS =
  'an address or a name of this machine is expected, without http:// and port: 127.0.0.1, 0.0.0.0, ::1';
const NAMES_WORDS = 'names without http:// and port are expected, with commas between: attic.lan, books.example.org';
const PATH_WORDS =
  'it is empty, or begins with / and has letters, digits, - and _ between the strokes: /e2a or /books/e2a';
const UPLOAD_WORDS = `a whole number of megabytes from 1 to ${MOST_UPLOAD_MB} is expected`;
const NAME_WORDS = `a name of at most ${LONGEST_NAME} characters is expected`;
const TOKEN_WORDS = `a token has ${SHORTEST_TOKEN} to ${LONGEST_TOKEN} letters, digits or other visible signs, and no space: \`e2a config token\` makes one`;

const number = (value: unknown): unknown =>
  typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
const port = z.number(PORT_WORDS).int(PORT_WORDS).min(0, PORT_WORDS).max(MOST_PORT, PORT_WORDS);

export const webPort = z.preprocess(number, port);
export const statusPort = z.preprocess(number, z.union([z.literal('off'), port], STATUS_PORT_WORDS));
/** What a socket is bound to; names and addresses, IPv6 with its zone. */
export const listenHost = z
  .string(HOST_WORDS)
  .trim()
  .regex(/^(?:[A-Za-z0-9._-]+|(?=.*:.*:)[0-9A-Fa-f:.]+(?:%[\w.-]+)?)$/, HOST_WORDS);
/** Names that a browser may call this machine by, with commas between. */
export const hostNames = z
  .string(NAMES_WORDS)
  .trim()
  .regex(/^(?:[A-Za-z0-9._-]+(?:\s*,\s*[A-Za-z0-9._-]+)*)?$/, NAMES_WORDS);
/** A closing stroke is taken off: `/e2a/` = `/e2a`, `/` = nothing. */
export const basePath = z
  .string(PATH_WORDS)
  .trim()
  .transform((path) => path.replace(/\/+$/, ''))
  .pipe(z.string().regex(/^(?:\/[A-Za-z0-9_-]+)*$/, PATH_WORDS));
export const uploadMb = z.preprocess(
  number,
  z.number(UPLOAD_WORDS).int(UPLOAD_WORDS).min(1, UPLOAD_WORDS).max(MOST_UPLOAD_MB, UPLOAD_WORDS),
);
export const badgeName = z.string(NAME_WORDS).trim().min(1, NAME_WORDS).max(LONGEST_NAME, NAME_WORDS).nullable();
export const accessToken = z
  .string(TOKEN_WORDS)
  .regex(new RegExp(`^[\\x21-\\x7E]{${SHORTEST_TOKEN},${LONGEST_TOKEN}}$`), TOKEN_WORDS)
  .nullable();
