export { pageSize, toConnection, type Connection } from './paging/connection.js';
export { decodeCursor, decodeIdCursor, encodeCursor, type CursorKey } from './paging/cursor.js';
export { processSettings, type ProcessSettings } from './process/process-settings.js';
export { runSubgraph, type ParsedConfig } from './process/run-subgraph.js';
export { createSubgraph, type Subgraph, type SubgraphOptions } from './server/create-subgraph.js';
export type { ResolverContext } from './server/resolver-context.js';
export { createSubgraphService, type SubgraphServiceOptions } from './service/create-subgraph-service.js';
export type { SubgraphParts } from './service/subgraph-parts.js';
