export { startConsumer, type ConsumerOptions, type EventConsumer, type RetryPolicy } from './consumer.js';
export type { HandlerContext, HandlersOf } from './handlers.js';
export { rememberEvent, type PgTransaction, type PrismaTransaction } from './remember-event.js';
