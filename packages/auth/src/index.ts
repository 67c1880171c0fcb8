export { noAuth, openAuth, type Auth, type AuthOptions } from './auth.js';
export { authErrors } from './errors.js';
export { findPlatformKey, openPlatformKey, type PlatformKey } from './key/platform-key.js';
export { authorise, findRefusal, type RequiredScopes } from './scopes/authorise.js';
export { knownScopes, scopes, type Scope } from './scopes/scopes.js';
export { authSettings, readAuthConfig, type AuthConfig, type AuthPlace } from './settings/index.js';
export { issueIdentityToken, issuePlatformToken, type PlatformTokenClaims } from './tokens/issue-token.js';
export { noRevocations, type TokenRegistry } from './tokens/token-registry.js';
