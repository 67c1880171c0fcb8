import type { ServerResponse } from 'node:http';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { answerJson, startStubServer, type StubRequest } from '@skillwright/testing';
import { GraphQLError, graphql, parse, type GraphQLSchema } from 'graphql';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';

const catalogue = {
  typeDefs: `${link}
    type Query { books: [Book!] book(id: ID!): Book shelf(first: Int! = 20): Shelf broken: String refused: String }
    type Shelf { nodes: [Book!]! }
    type Mutation { addBook(title: String!): Book }
    type Book @key(fields: "id") { id: ID! title: String author: Author alike: [Book!]! }
    type Author @key(fields: "id") { id: ID! }`,
  resolvers: {
    Query: {
      books: () => ['1', '2', '3'].map(bookOf),
      shelf: () => ({ nodes: [bookOf('1')] }),
      book: (_: unknown, { id }: { id: string }) => bookOf(id),
      broken: () => {
        throw new Error('connect ECONNREFUSED 10.0.0.7:5432');
      },
      refused: () => {
        throw new GraphQLError('Members only.', { extensions: { code: 'MEMBERS_ONLY', secret: 'sesame' } });
      },
    },
    Mutation: { addBook: (_: unknown, { title }: { title: string }) => ({ ...bookOf('9'), title }) },
    Book: { __resolveReference: ({ id }: { id: string }) => bookOf(id), alike: () => [bookOf('1')] },
  },
};

const authors = {
  typeDefs: `${link}
    type Query { authors: [Author!] }
    type Author @key(fields: "id") { id: ID! name: String }`,
  resolvers: {
    Query: { authors: () => [{ id: 'a', name: 'Ada' }] },
    Author: {
      __resolveReference: ({ id }: { id: string }) => {
        if (id === 'gone')
          throw new GraphQLError('No such author.', { extensions: { code: 'NO_AUTHOR', category: 'not_found' } });
        return { id, name: id === 'a' ? 'Ada' : 'Bob' };
      },
    },
  },
};

/** Books 1 and 2 are by one author, all others by another; the author of book `gone` fails. */
function bookOf(id: string) {
  return { id, title: `Book ${id}`, author: { id: id === 'gone' ? 'gone' : Number(id) < 3 ? 'a' : 'b' } };
}

type QueryBody = { readonly query: string; readonly variables?: { readonly representations?: unknown[] } };

type Behaviour = (
  request: StubRequest<QueryBody>,
  response: ServerResponse,
  answer: () => Promise<void>,
) => void | Promise<void>;

/** A subgraph over HTTP that records its requests. `behave` replaces its behaviour. */
export interface FakeSubgraph {
  readonly url: string;
  readonly received: readonly StubRequest<QueryBody>[];
  behave: Behaviour;
  stop(): Promise<void>;
}

async function startFakeSubgraph(schema: GraphQLSchema): Promise<FakeSubgraph> {
  const server = await startStubServer<QueryBody>((request, response) =>
    subgraph.behave(request, response, async () => {
      const { query: source, variables: variableValues } = request.body;
      answerJson(response, 200, await graphql({ schema, source, variableValues }));
    }),
  );
  const subgraph: FakeSubgraph = {
    url: `${server.url}/graphql`,
    received: server.requests,
    behave: (_request, _response, answer) => answer(),
    stop: () => server.dispose(),
  };
  return subgraph;
}

/** Starts two subgraphs, one with books and one with their authors, and composes their supergraph. */
export async function startFakeSubgraphs(): Promise<{
  catalogue: FakeSubgraph;
  authors: FakeSubgraph;
  supergraphSdl: string;
  stop(): Promise<void>;
}> {
  const start = ({ typeDefs, resolvers }: typeof catalogue | typeof authors) =>
    startFakeSubgraph(buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers }));
  const [first, second] = await Promise.all([start(catalogue), start(authors)]);
  const { supergraphSdl, errors } = composeServices([
    { name: 'catalogue', url: first.url, typeDefs: parse(catalogue.typeDefs) },
    { name: 'authors', url: second.url, typeDefs: parse(authors.typeDefs) },
  ]);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return {
    catalogue: first,
    authors: second,
    supergraphSdl,
    stop: async () => {
      await Promise.all([first.stop(), second.stop()]);
    },
  };
}
