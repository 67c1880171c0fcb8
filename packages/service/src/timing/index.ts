export { GrowingPause, growingPauseMs, type GrowingPauseOptions } from './growing-pause.js';
export { Permits } from './permits.js';
export { pause, type Pause } from './pause.js';
export { retryUntilAborted, type RetryOptions } from './retry-until-aborted.js';
export { TurnError, Turns, type TurnLimits } from './turns.js';
export { untilAborted } from './until-aborted.js';
export { within } from './within.js';
