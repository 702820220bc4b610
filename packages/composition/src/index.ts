export * from './compose.ts';
export type * from './composition.ts';
export type * from './progress.ts';
