/** `feature` of a node that has no children. */
export const leaf = 255;

/**
 * Binary trees in arrays. Node i goes to `left[i]` when the bin of its feature is at most `bin[i]`, else to
 * `left[i] + 1`. Children come after their parent.
 */
export type PackedTrees = {
  /** First node of each tree. */
  readonly roots: Int32Array;
  readonly feature: Uint8Array;
  readonly bin: Uint8Array;
  readonly left: Int32Array;
  /** What a leaf answers; 0 for other nodes. */
  readonly value: Float32Array;
  /** Weight of the training rows that came by. */
  readonly cover: Float32Array;
};

/** Sum of the leaves that a row reaches, its features given as bins. */
export function sumOfLeaves({ roots, feature, bin, left, value }: PackedTrees, row: Uint8Array): number {
  let sum = 0;
  for (let tree = 0; tree < roots.length; tree += 1) {
    let node = roots[tree] ?? 0;
    let at = feature[node] ?? leaf;
    while (at !== leaf) {
      node = (left[node] ?? 0) + ((row[at] ?? 0) > (bin[node] ?? 0) ? 1 : 0);
      at = feature[node] ?? leaf;
    }
    sum += value[node] ?? 0;
  }
  return sum;
}

/** Adds the leaf of one tree to rows of a binned matrix; tree by tree is three times faster than row by row. */
export function addLeaves(trees: PackedTrees, root: number, target: LeafSums): void {
  const { feature, bin, left, value } = trees;
  const { columns, sums, rows } = target;
  const length = rows === undefined ? sums.length : rows.length;
  for (let index = 0; index < length; index += 1) {
    const row = rows === undefined ? index : (rows[index] ?? 0);
    let node = root;
    let at = feature[node] ?? leaf;
    while (at !== leaf) {
      const isRight = (columns[at]?.[row] ?? 0) > (bin[node] ?? 0);
      node = (left[node] ?? 0) + (isRight ? 1 : 0);
      at = feature[node] ?? leaf;
    }
    sums[row] = (sums[row] ?? 0) + (value[node] ?? 0);
  }
}

export type LeafSums = {
  readonly columns: readonly Uint8Array[];
  readonly sums: Float64Array;
  /** Numbers of the rows meant; all unless told otherwise. */
  readonly rows?: Int32Array | undefined;
};

/** Trees while they grow. */
export class TreeBuilder {
  readonly #roots: number[] = [];
  #size = 0;
  #feature = new Uint8Array(1024).fill(leaf);
  #bin = new Uint8Array(1024);
  #left = new Int32Array(1024);
  #value = new Float32Array(1024);
  #cover = new Float32Array(1024);

  /** Begins a tree; its only node is a leaf yet. */
  addRoot(cover: number): number {
    const root = this.#add(1);
    this.#roots.push(root);
    this.#cover[root] = cover;
    return root;
  }

  setLeaf(node: number, value: number): void {
    this.#value[node] = value;
  }

  /** Makes a node inner; returns its left child, the right one comes next. */
  split(node: number, feature: number, bin: number): number {
    const left = this.#add(2);
    this.#feature[node] = feature;
    this.#bin[node] = bin;
    this.#left[node] = left;
    return left;
  }

  setCover(node: number, cover: number): void {
    this.#cover[node] = cover;
  }

  /** The trees as they stand now, over the arrays that go on growing: to be used at once. */
  growing(): PackedTrees {
    return {
      roots: new Int32Array(),
      feature: this.#feature,
      bin: this.#bin,
      left: this.#left,
      value: this.#value,
      cover: this.#cover,
    };
  }

  /** What was grown so far; later growth leaves it as it is. */
  trees(): PackedTrees {
    return {
      roots: Int32Array.from(this.#roots),
      feature: this.#feature.slice(0, this.#size),
      bin: this.#bin.slice(0, this.#size),
      left: this.#left.slice(0, this.#size),
      value: this.#value.slice(0, this.#size),
      cover: this.#cover.slice(0, this.#size),
    };
  }

  #add(nodes: number): number {
    const first = this.#size;
    this.#size += nodes;
    if (this.#size > this.#left.length) this.#grow();
    return first;
  }

  #grow(): void {
    const length = this.#left.length * 2;
    const feature = new Uint8Array(length).fill(leaf);
    feature.set(this.#feature);
    this.#feature = feature;
    this.#bin = copiedInto(new Uint8Array(length), this.#bin);
    this.#left = copiedInto(new Int32Array(length), this.#left);
    this.#value = copiedInto(new Float32Array(length), this.#value);
    this.#cover = copiedInto(new Float32Array(length), this.#cover);
  }
}

type Filled = { set(from: ArrayLike<number>): void };

function copiedInto<Target extends Filled>(target: Target, from: ArrayLike<number>): Target {
  target.set(from);
  return target;
}
