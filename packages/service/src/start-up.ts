// The part of this package that a process needs before it loads its services. Importing it loads neither HTTP nor
// GraphQL.
export { ConfigError, parseConfig } from './config/parse-config.js';
export { settings } from './config/settings.js';
export { messageOf } from './errors/message-of.js';
export { StartError } from './errors/start-error.js';
export { keepFilesPrivate } from './lifecycle/keep-files-private.js';
export { Lifecycle, type LifecycleStep } from './lifecycle/lifecycle.js';
export { ListenError } from './lifecycle/service-app.js';
export { createLogger, type Logger } from './logging/logger.js';
export { freePort, isPortFree, tryPort } from './ports/free-port.js';
export { isLoopback } from './ports/is-loopback.js';
