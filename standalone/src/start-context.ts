import type { Logger } from '@skillwright/service/start-up';
import type { StandaloneConfig } from './config.js';
import type { StartedParts } from './started-parts.js';

/** The arguments of a start. */
export interface StartContext {
  readonly config: StandaloneConfig;
  readonly env: NodeJS.ProcessEnv;
  readonly logger: Logger;
  /** Collects each started part as soon as it runs. The caller stops them, also when the start fails. */
  readonly parts: StartedParts;
  readonly onProgress: (text: string) => void;
  /** Aborts the start at its next step. */
  readonly signal: AbortSignal;
  /** Stops all parts and ends the process; the reason is shown to a person. */
  readonly end: (reason: Error) => void;
}
