/**
 * Word of a job comes by several ways (the page from the server, the stream, another tab), each with its own delay: what
 * was read last is not always what arrives last. A status says how many turns its actors had taken when it was read.
 *
 * @typedef {Readonly<Record<string, number>>} Turns the Book's as `book`, those of its open chapters by their ids
 */

/** Whether any part of it was read before the same part of the other. @param {Turns} one @param {Turns} other */
export const isOlder = (one, other) => Object.entries(one).some(([actor, turn]) => turn < (other[actor] ?? 0));

/** What stands in the page. @param {HTMLElement} place of a job @returns {Turns} */
export const turnsOf = (place) => JSON.parse(place.dataset['turns'] ?? '{}');
