import {
  easeWeights,
  type EvaluationOptions,
  evaluatePlans,
  type InteractionMatrix,
  type OutcomeMatrix,
  type PlansEvaluation,
} from '@skills/collaborative-filtering';

/** Work that takes seconds: it crosses into a thread as it is, numbers and arrays of numbers. */
export type ModelJob =
  | { readonly kind: 'ease'; readonly matrix: InteractionMatrix; readonly lambda: number }
  | { readonly kind: 'evaluate'; readonly log: OutcomeMatrix; readonly options: EvaluationOptions };

export type ModelOutcome =
  | { readonly kind: 'ease'; readonly weights: Float64Array<ArrayBuffer> }
  | { readonly kind: 'evaluate'; readonly evaluation: PlansEvaluation };

export function modelOutcome(job: ModelJob): ModelOutcome {
  if (job.kind === 'ease') return { kind: 'ease', weights: easeWeights(job.matrix, { lambda: job.lambda }) };
  return { kind: 'evaluate', evaluation: evaluatePlans(job.log, job.options) };
}
