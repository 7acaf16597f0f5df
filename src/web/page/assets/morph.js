/**
 * Makes a part of the page like a newer one, in place: an element that stays is never replaced, so that focus, what is
 * typed or ticked, an open dialog and the scroll stay. Elements with `data-keep` belong to the browser.
 */

/** What a person did to an element is not the server's to undo. */
const OWN = new Set(['open', 'hidden', 'aria-busy']);

/** @param {Element} old @param {Element} fresh */
export function morph(old, fresh) {
  if (old.hasAttribute('data-keep')) return;
  matchAttributes(old, fresh);
  // A list that is open, or has the focus, would jump under the hand.
  if (old === document.activeElement && old.tagName === 'SELECT') return;
  matchChildren(old, fresh);
}

/** @param {Element} old @param {Element} fresh */
function matchAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !OWN.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value && !OWN.has(name)) old.setAttribute(name, value);
  }
  if (old instanceof HTMLProgressElement && fresh instanceof HTMLProgressElement && old.value !== fresh.value)
    old.value = fresh.value;
}

/** @param {Element} old @param {Element} fresh */
function matchChildren(old, fresh) {
  const keyed = new Map([...old.children].flatMap((child) => (keyOf(child) === '' ? [] : [[keyOf(child), child]])));
  /** @type {ChildNode | null} */
  let next = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const match = partnerOf(wanted, next, keyed);
    if (match === null) {
      old.insertBefore(document.importNode(wanted, true), next);
      continue;
    }
    if (match !== next) old.insertBefore(match, next);
    else next = match.nextSibling;
    matchNode(match, wanted);
  }
  while (next !== null) {
    const after = next.nextSibling;
    if (!(next instanceof Element && next.hasAttribute('data-keep'))) next.remove();
    next = after;
  }
}

/** @param {ChildNode} old @param {ChildNode} fresh */
function matchNode(old, fresh) {
  if (old instanceof Element && fresh instanceof Element) morph(old, fresh);
  else if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
}

/**
 * The node that is to become `wanted`: the one with its key, else the next one when it is of the same kind.
 * @param {ChildNode} wanted @param {ChildNode | null} next @param {Map<string, Element>} keyed @returns {ChildNode | null}
 */
function partnerOf(wanted, next, keyed) {
  if (wanted instanceof Element && keyOf(wanted) !== '') {
    const match = keyed.get(keyOf(wanted));
    return match !== undefined && match.tagName === wanted.tagName ? match : null;
  }
  const isLike = next !== null && next.nodeName === wanted.nodeName && !(next instanceof Element && keyOf(next) !== '');
  return isLike ? next : null;
}

/** @param {Element} element */
const keyOf = (element) => element.id || element.getAttribute('data-key') || '';
