import { createHash } from 'node:crypto';
import { SkillsError } from '@skills/schema';
import type { SqlEngine, SqlRow } from '../engine/sql-engine.ts';
import { toBytes, toNumber, toText } from '../read/cell.ts';

/** A trained model as it is stored; what the bytes and texts mean is its maker's business. */
export type StoredModel = {
  /** UTC epoch milliseconds. */
  readonly trainedAtMs: number;
  /** The training window, half open. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly featureSchemaVersion: number;
  readonly algorithm: string;
  readonly samples: number;
  /** JSON. */
  readonly settings: string;
  /** JSON. */
  readonly figures: string;
  readonly body: Uint8Array;
};

export type PredictionModelRepositoryDependencies = { readonly engine: Pick<SqlEngine, 'all' | 'transaction'> };

/** A model is at most some megabytes; the last few are enough to go back to. */
const modelsKept = 5;

const columns =
  'model_id, trained_at_ms, since_ms, until_ms, feature_schema_version, algorithm, samples, settings, figures, checksum, body';

export class PredictionModelRepository {
  readonly #engine: Pick<SqlEngine, 'all' | 'transaction'>;

  constructor({ engine }: PredictionModelRepositoryDependencies) {
    this.#engine = engine;
  }

  /** Stores a model and lets go of all but the newest few. The same model has the same id. */
  async save(model: StoredModel): Promise<string> {
    const checksum = checksumOf(model);
    const modelId = `m_${checksum.slice(0, 16)}`;
    const { trainedAtMs, sinceMs, untilMs, featureSchemaVersion, algorithm, samples, settings, figures, body } = model;
    await this.#engine.transaction(async (transaction) => {
      await transaction.run(`INSERT OR REPLACE INTO prediction_model (${columns}) VALUES (?,?,?,?,?,?,?,?,?,?,?)`, [
        modelId,
        trainedAtMs,
        sinceMs,
        untilMs,
        featureSchemaVersion,
        algorithm,
        samples,
        settings,
        figures,
        checksum,
        body,
      ]);
      await transaction.run(
        `DELETE FROM prediction_model WHERE model_id NOT IN (
           SELECT model_id FROM prediction_model ORDER BY trained_at_ms DESC, rowid DESC LIMIT ${modelsKept})`,
      );
    });
    return modelId;
  }

  /**
   * The model trained last, or `undefined` when there is none.
   *
   * @throws {SkillsError} 'storage-corrupt' when it is not what was stored
   */
  async latest(): Promise<(StoredModel & { readonly modelId: string }) | undefined> {
    const [row] = await this.#engine.all(
      `SELECT ${columns} FROM prediction_model ORDER BY trained_at_ms DESC, rowid DESC LIMIT 1`,
    );
    return row === undefined ? undefined : toStoredModel(row);
  }
}

function toStoredModel(row: SqlRow): StoredModel & { readonly modelId: string } {
  const modelId = toText(row[0]);
  const model = {
    trainedAtMs: toNumber(row[1]),
    sinceMs: toNumber(row[2]),
    untilMs: toNumber(row[3]),
    featureSchemaVersion: toNumber(row[4]),
    algorithm: toText(row[5]),
    samples: toNumber(row[6]),
    settings: toText(row[7]),
    figures: toText(row[8]),
    body: toBytes(row[10]),
  };
  if (checksumOf(model) !== toText(row[9])) {
    throw new SkillsError(
      'storage-corrupt',
      `the prediction model ${modelId} is not what was stored: its checksum differs; train it again`,
    );
  }
  return { modelId, ...model };
}

function checksumOf({ body, ...rest }: StoredModel): string {
  const { sinceMs, untilMs, featureSchemaVersion, algorithm, samples, settings, figures } = rest;
  const head = JSON.stringify([sinceMs, untilMs, featureSchemaVersion, algorithm, samples, settings, figures]);
  return createHash('sha256').update(head).update('\0').update(body).digest('hex');
}
