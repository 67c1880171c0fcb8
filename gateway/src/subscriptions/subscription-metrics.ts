import { Counter, Gauge, type Registry } from 'prom-client';

export interface SubscriptionMetrics {
  readonly subscribers: Gauge<'field'>;
  readonly delivered: Counter<'field'>;
  readonly dropped: Counter<'field' | 'reason'>;
}

export function createSubscriptionMetrics(registry: Registry): SubscriptionMetrics {
  const registers = [registry];
  return {
    subscribers: new Gauge({
      name: 'subscription_subscribers',
      help: 'Open subscriptions.',
      labelNames: ['field'],
      registers,
    }),
    delivered: new Counter({
      name: 'subscription_delivered_total',
      help: 'Events handed to subscribers.',
      labelNames: ['field'],
      registers,
    }),
    dropped: new Counter({
      name: 'subscription_dropped_total',
      help: 'Subscriptions that the gateway ended by itself, by the code of the error.',
      labelNames: ['field', 'reason'],
      registers,
    }),
  };
}
