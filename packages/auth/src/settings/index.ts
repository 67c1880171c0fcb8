// Importing this part loads neither HTTP nor GraphQL.
export { authSettings, type AuthSettingValues } from './auth-settings.js';
export {
  platformKeyPath,
  platformName,
  readAuthConfig,
  type AuthConfig,
  type AuthPlace,
  type IssuerConfig,
} from './read-auth-config.js';
