export { createGatewayApp, type GatewayParts } from './app.js';
export { gatewaySettings, readGatewayConfig, type GatewayConfig } from './config.js';
