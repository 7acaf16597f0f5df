/** An element of MathML. */
export interface MathNode {
  readonly name: string;
  readonly children: MathNode[];
  /** Text of a token element. */
  text: string;
  readonly attributes: { readonly [name: string]: string };
}

/** Elements and depth from which a formula is not told in words. */
const MOST_NODES = 600;
const MOST_DEPTH = 40;

/** Collects one formula from events; a formula that is too large or too deep keeps only its outermost element. */
export class MathTree {
  readonly root: MathNode;
  readonly #open: MathNode[];
  #depth = 0;
  #nodes = 0;

  constructor(attributes: MathNode['attributes']) {
    this.root = { name: 'math', children: [], text: '', attributes };
    this.#open = [this.root];
  }

  get isTooLarge(): boolean {
    return this.#nodes > MOST_NODES;
  }

  open(name: string, attributes: MathNode['attributes']): void {
    this.#depth += 1;
    this.#nodes += this.#depth > MOST_DEPTH ? MOST_NODES + 1 : 1;
    if (this.isTooLarge) return;
    const node: MathNode = { name, children: [], text: '', attributes };
    this.#open.at(-1)?.children.push(node);
    this.#open.push(node);
  }

  text(text: string): void {
    const node = this.#open.at(-1);
    if (node && !this.isTooLarge) node.text += text;
  }

  /** True when the formula itself closed. */
  close(): boolean {
    if (this.#depth === 0) return true;
    this.#depth -= 1;
    if (this.#open.length > this.#depth + 1) this.#open.pop();
    return false;
  }
}
