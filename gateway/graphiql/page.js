/* global document, location, Worker -- this file runs in a browser */
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';

const workers = { json: 'json.worker.js', graphql: 'graphql.worker.js' };

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(`/graphiql/${workers[label] ?? 'editor.worker.js'}`, { type: 'module' }),
};

const endpoint = new URL('/graphql', location.href);
const subscriptions = new URL(endpoint);
subscriptions.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';

const fetcher = createGraphiQLFetcher({ url: endpoint.href, subscriptionUrl: subscriptions.href });

const welcome = `# The whole platform in one graph.

query Library {
  skills(first: 5) {
    totalCount
    nodes {
      name
      version
      templates {
        name
        kind
      }
      projects(first: 3) {
        nodes {
          name
          latestReport {
            status
          }
        }
      }
    }
  }
}
`;

// A link can contain a query. It is shown, but never executed automatically.
const initialQuery = new URLSearchParams(location.search).get('query') ?? undefined;

createRoot(document.getElementById('graphiql')).render(
  createElement(GraphiQL, { fetcher, defaultQuery: welcome, initialQuery }),
);
