import type { FastifyInstance } from 'fastify';
import Negotiator from 'negotiator';
import { coreErrors } from '../errors/core-errors.js';
import { vary } from './vary.js';

/** The media type of JSON answers. */
export const jsonMediaType = 'application/json; charset=utf-8';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The media types of the route's answers, the preferred one first. JSON by default; of any type if it is empty. */
    produces?: readonly string[];
  }
}

/**
 * Returns the media type among `offers` that an `Accept` header prefers (RFC 9110, 12.5.1), the first one of several.
 * Undefined if it accepts none. Without a header every type is accepted.
 */
export function chooseMediaType(accept: string | undefined, offers: readonly string[]): string | undefined {
  if (accept === undefined || accept.trim() === '') return offers[0];
  return new Negotiator({ headers: { accept } }).mediaType([...offers]);
}

/** Whether an `Accept` header accepts a media type by its own name or the name of its group, and not as one of all. */
export function namesMediaType(accept: string | undefined, mediaType: string): boolean {
  const named = new Negotiator({ headers: { accept: accept ?? '' } }).mediaTypes().filter((each) => each !== '*/*');
  return named.length > 0 && chooseMediaType(named.join(), [mediaType]) !== undefined;
}

/** Refuses a request that accepts no media type of its route's answers, before anything is executed. */
export function negotiateAnswers(http: FastifyInstance): void {
  http.addHook('onRequest', async (request, reply) => {
    const offers = request.routeOptions.config.produces ?? [jsonMediaType];
    if (offers.length > 1) vary(reply, 'Accept');
    if (offers.length === 0 || chooseMediaType(request.headers.accept, offers) !== undefined) return;
    throw coreErrors.NOT_ACCEPTABLE({ mediaTypes: offers.map((offer) => offer.split(';')[0]).join(' or ') });
  });
}
