export { findDeadLetters, replayDeadLetter, type DeadLetter } from './dead-letters.js';
export { registerEventsAdmin, type EventsAdminOptions } from './register-admin.js';
export { describeTopics, type TopicState } from './topic-states.js';
