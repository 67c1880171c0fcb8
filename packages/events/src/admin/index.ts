export type { DeadLetter } from './dead-letters.js';
export { registerEventsAdmin, type EventsAdminOptions } from './register-admin.js';
export type { TopicState } from './topic-states.js';
