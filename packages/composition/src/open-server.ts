export { openLibsqlEngine } from '@skills/storage';
