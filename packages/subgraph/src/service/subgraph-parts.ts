import type { Auth } from '@skillwright/auth';
import type { EventTransport } from '@skillwright/events/log';
import type { AccessOptions, Clock, Logger } from '@skillwright/service';

/** The parts that a service does not own. Their creator closes them after the service has stopped. */
export interface SubgraphParts {
  readonly logger: Logger;
  readonly transport: EventTransport;
  /** The authentication of callers and of calls to other services; none by default. */
  readonly auth?: Auth;
  /** The hosts and origins that the service answers. Loopback hosts and its own origin by default. */
  readonly access?: AccessOptions;
  /** The system's clock by default. */
  readonly clock?: Clock;
}
