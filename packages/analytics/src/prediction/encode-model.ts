import { SkillsError } from '@skills/schema';
import { z } from 'zod';
import { leaf, type PackedTrees } from './packed-trees.ts';
import type { ModelCore, SuccessModel } from './success-model.ts';

/** Changes with every change of the bytes. */
const formatVersion = 1;
const finite = z.number();
const count = z.int().min(0);

const headerSchema = z.object({
  format: z.literal(formatVersion),
  featureNames: z.array(z.string()).min(1),
  kind: z.enum(['random-forest', 'gradient-boosting', 'smoothed-rate']),
  intercept: finite,
  successRate: finite,
  calibration: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('platt'), slope: finite, intercept: finite }),
    z.object({ kind: z.literal('isotonic'), from: z.array(finite).min(1), to: z.array(finite).min(1) }),
  ]),
  reliability: z.array(
    z.object({ from: finite, to: finite, rows: count, meanProbability: finite, observedRate: finite }),
  ),
  edges: z.array(z.array(finite)),
  trees: count,
  nodes: count,
});
type Header = z.infer<typeof headerSchema>;

/**
 * A model as bytes: the length of a JSON header (32 bits, little endian), the header, then the arrays of the trees, little
 * endian: roots and left children (int32), values and covers (float32), features and bins (uint8).
 *
 * @example
 * decodedModel(encodedModel(model)); // the same model
 */
export function encodedModel({ core, ...model }: SuccessModel): Uint8Array {
  const trees = core.kind === 'smoothed-rate' ? undefined : core.trees;
  const header: Header = {
    format: formatVersion,
    featureNames: [...model.featureNames],
    kind: core.kind,
    intercept: core.kind === 'gradient-boosting' ? core.intercept : 0,
    successRate: model.successRate,
    calibration:
      model.calibration.kind === 'isotonic'
        ? { kind: 'isotonic', from: [...model.calibration.from], to: [...model.calibration.to] }
        : model.calibration,
    reliability: [...model.reliability],
    edges: core.kind === 'smoothed-rate' ? [] : core.edges.map((edges) => [...edges]),
    trees: trees?.roots.length ?? 0,
    nodes: trees?.left.length ?? 0,
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(4 + text.length + bodyLength(header));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = 4 + text.length;
  const put = (values: ArrayLike<number>, write: (offset: number, value: number) => void): void => {
    for (let index = 0; index < values.length; index += 1, at += 4) write(at, values[index] ?? 0);
  };
  if (trees === undefined) return bytes;
  put(trees.roots, (offset, value) => view.setInt32(offset, value, true));
  put(trees.left, (offset, value) => view.setInt32(offset, value, true));
  put(trees.value, (offset, value) => view.setFloat32(offset, value, true));
  put(trees.cover, (offset, value) => view.setFloat32(offset, value, true));
  bytes.set(trees.feature, at);
  bytes.set(trees.bin, at + trees.feature.length);
  return bytes;
}

function bodyLength({ trees, nodes }: Header): number {
  return 4 * trees + 14 * nodes;
}

/**
 * The model of `encodedModel`. Whatever the bytes are, no later use of the model can loop or read outside its arrays.
 *
 * @throws {SkillsError} 'storage-corrupt' when they are not a model of this format
 */
export function decodedModel(bytes: Uint8Array): SuccessModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textLength = bytes.length < 4 ? Infinity : view.getUint32(0, true);
  if (4 + textLength > bytes.length) throw damaged(`it has ${bytes.length} bytes`);
  const header = headerOf(bytes.subarray(4, 4 + textLength));
  if (bytes.length !== 4 + textLength + bodyLength(header)) throw damaged(`it has ${bytes.length} bytes`);
  const { featureNames, calibration, reliability, successRate } = header;
  if (reliability.length === 0) throw damaged('it does not say how reliable it is');
  return { featureNames, calibration, reliability, successRate, core: coreOf(header, view, 4 + textLength) };
}

function headerOf(text: Uint8Array): Header {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(text)));
  } catch (error) {
    throw damaged('its header cannot be read', error);
  }
}

function coreOf(header: Header, view: DataView, start: number): ModelCore {
  const { kind, intercept, trees, nodes } = header;
  if (kind === 'smoothed-rate') return { kind };
  const edges = header.edges.map((values) => Float64Array.from(values));
  if (edges.length !== header.featureNames.length) throw damaged(`it has bins for ${edges.length} features`);
  const leftAt = start + 4 * trees;
  const featureAt = leftAt + 12 * nodes;
  const packed: PackedTrees = {
    roots: Int32Array.from({ length: trees }, (_, index) => view.getInt32(start + 4 * index, true)),
    left: Int32Array.from({ length: nodes }, (_, index) => view.getInt32(leftAt + 4 * index, true)),
    value: Float32Array.from({ length: nodes }, (_, index) => view.getFloat32(leftAt + 4 * (nodes + index), true)),
    cover: Float32Array.from({ length: nodes }, (_, index) => view.getFloat32(leftAt + 4 * (2 * nodes + index), true)),
    feature: Uint8Array.from({ length: nodes }, (_, index) => view.getUint8(featureAt + index)),
    bin: Uint8Array.from({ length: nodes }, (_, index) => view.getUint8(featureAt + nodes + index)),
  };
  requireTrees(packed, edges.length);
  return kind === 'random-forest' ? { kind, edges, trees: packed } : { kind, edges, trees: packed, intercept };
}

/** Children stand behind their parent, so that every walk ends. */
function requireTrees({ roots, left, feature, value, cover }: PackedTrees, features: number): void {
  if (roots.length === 0) throw damaged('it has no tree');
  const badRoot = roots.find((root) => root < 0 || root >= left.length);
  if (badRoot !== undefined) throw damaged(`tree ${badRoot} is missing`);
  for (let node = 0; node < left.length; node += 1) {
    const isInner = feature[node] !== leaf;
    const child = left[node] ?? 0;
    if (isInner && (child <= node || child + 1 >= left.length || (feature[node] ?? 0) >= features)) {
      throw damaged(`node ${node} leads nowhere`);
    }
    if (!Number.isFinite(value[node]) || !((cover[node] ?? 0) > 0)) throw damaged(`node ${node} has no value`);
  }
}

function damaged(reason: string, cause?: unknown): SkillsError {
  return new SkillsError('storage-corrupt', `the stored prediction model is damaged: ${reason}; train it again`, {
    cause,
  });
}
