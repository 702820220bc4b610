export { openNodeSqliteWorkerEngine } from '@skills/storage';
