import type { IncomingMessage } from 'node:http';
import { coreErrors } from '../errors/core-errors.js';
import { isLoopback } from '../ports/is-loopback.js';
import { headerValues } from './header-values.js';

/** The hosts and origins that a server answers, besides loopback hosts and its own origin. */
export interface AccessOptions {
  /** The address that the server listens on. It is also an allowed host, unless it means all addresses. */
  readonly host?: string;
  /** Further hosts. One without a port is allowed with every port. */
  readonly allowedHosts?: readonly string[];
  /** The origins of the web pages that may use the server. None by default. */
  readonly corsOrigins?: readonly string[];
}

/** Decides on the hosts and origins of requests. */
export interface AccessRules {
  /**
   * Checks the host and the origin of a request, or of the upgrade to a WebSocket. Throws MALFORMED_REQUEST (no host,
   * or several), HOST_NOT_ALLOWED or ORIGIN_NOT_ALLOWED.
   */
  check(request: IncomingMessage): void;
  /** Whether an origin other than the server's own may use the server. */
  allowsOrigin(origin: string): boolean;
}

const everyAddress = new Set(['0.0.0.0', '::', '[::]']);
const hostForm = /^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]]+)(?::(\d{1,5})?)?$/i;
const absoluteTarget = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i;

/** Creates the rules of a server. Loopback names are always allowed, with every port. */
export function createAccessRules({ host, allowedHosts = [], corsOrigins = [] }: AccessOptions = {}): AccessRules {
  const named = host === undefined || everyAddress.has(host) ? [] : [host.includes(':') ? `[${bare(host)}]` : host];
  const hosts = new Set([...named, ...allowedHosts].map((each) => each.toLowerCase()));
  const origins = new Set(corsOrigins);

  const allowsHost = (name: string, authority: string) => isLoopback(name) || hosts.has(name) || hosts.has(authority);
  return {
    allowsOrigin: (origin) => origins.has(origin),
    check: (request) => {
      const authority = authorityOf(request);
      const name = hostForm.exec(authority)?.[1];
      if (name === undefined) throw malformed('The `Host` header is not a host with an optional port.');
      if (!allowsHost(name, authority)) throw coreErrors.HOST_NOT_ALLOWED({ host: authority });
      const { origin } = request.headers;
      if (origin === undefined || hostOf(origin) === authority || origins.has(origin)) return;
      throw coreErrors.ORIGIN_NOT_ALLOWED({ origin: origin.slice(0, 200) });
    },
  };
}

const bare = (address: string) => address.replace(/^\[|\]$/g, '');

/** Returns the host and port that a request is for, in lower case. An absolute target replaces the header (RFC 9112). */
function authorityOf(request: IncomingMessage): string {
  const [host, second] = headerValues(request, 'host');
  if (host === undefined) throw malformed('The request has no `Host` header.');
  if (second !== undefined) throw malformed('The request has several `Host` headers.');
  const target = absoluteTarget.exec(request.url ?? '')?.[1];
  return (target ?? host).trim().toLowerCase();
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

function malformed(reason: string) {
  return coreErrors.MALFORMED_REQUEST({ reason });
}
