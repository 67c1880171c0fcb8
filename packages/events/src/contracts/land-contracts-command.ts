import { landContracts } from './landed-contracts.js';

/** `npm run contracts -w packages/events`: writes contracts.json, or says what would break. */
await landContracts().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
