// This part loads the event log, which most users of the package do not need.
export { RevokedTokens, type Revocation, type RevocationTopic, type RevokedTokensOptions } from './revoked-tokens.js';
export { unreadRevocations } from './unread-revocations.js';
export { withRevocations } from './with-revocations.js';
