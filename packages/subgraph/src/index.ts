export { maxPageSize, pageSize, toConnection, type Connection } from './paging/connection.js';
export { decodeCursor, encodeCursor, type CursorKey } from './paging/cursor.js';
export { createSubgraph, type Subgraph, type SubgraphOptions } from './server/create-subgraph.js';
export { createRequestContext, type RequestContext } from './server/request-context.js';
