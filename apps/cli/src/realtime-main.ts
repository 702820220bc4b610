#!/usr/bin/env node
// `skills-realtime` is `skills realtime` as a program of its own, for service managers and containers.
process.argv.splice(2, 0, 'realtime');
await import('./main.ts');
