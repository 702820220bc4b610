export * from './display-width.ts';
export * from './human-format.ts';
export * from './safe-text.ts';
