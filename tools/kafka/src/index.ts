export { installKafka, type InstallKafkaOptions } from './install.js';
export { kafkaVersion } from './kafka-version.js';
export { findKafkaPrerequisites, type KafkaPrerequisites } from './prerequisites.js';
export { startKafka, type LocalKafka, type StartKafkaOptions } from './start.js';
