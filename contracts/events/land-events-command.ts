import { messageOf } from '@skillwright/service';
import { landEvents } from './landed-events.js';

/** `npm run events -w contracts`: writes landed.json, or lists the changes that would break consumers. */
await landEvents().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
