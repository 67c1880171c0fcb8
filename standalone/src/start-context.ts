import type { Logger } from '@skillwright/service/start-up';
import type { StandaloneConfig } from './config.js';
import type { StartedParts } from './started-parts.js';

/** What a start is given. */
export interface StartContext {
  readonly config: StandaloneConfig;
  readonly env: NodeJS.ProcessEnv;
  readonly logger: Logger;
  /** Takes what is started, as soon as it runs; the caller stops it, when the start fails too. */
  readonly parts: StartedParts;
  readonly onProgress: (text: string) => void;
  /** Ends the start at its next step. */
  readonly signal: AbortSignal;
  /** Stops everything and ends the process, for a reason that a person should know. */
  readonly end: (reason: Error) => void;
}
