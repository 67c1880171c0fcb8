import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { defineErrors } from '@skillwright/service';
import { parse } from 'graphql';
import { defineOperations, operation } from '../src/definition.js';

const lampErrors = defineErrors({ LAMP_NOT_FOUND: { category: 'not_found', message: 'There is no lamp {id}.' } });

/** An example service for the tests: the package itself knows no service. */
export const lampTypeDefs = `
  scalar JSON
  scalar DateTime
  type Query {
    "One lamp."
    lamp(id: ID!): Lamp
    "The lamps, by \`createdAt\`."
    lamps(first: Int! = 20, after: String, colour: Colour, "Only lamps that are lit." lit: Boolean): LampConnection!
  }
  type Mutation { addLamp(input: AddLampInput!): AddLampPayload! }
  enum Colour { WARM_WHITE RED }
  type Lamp { id: ID! colour: Colour! maxWatts: Float settings: JSON! makerName: String! makerCountry: String! bulb: Bulb createdAt: DateTime! }
  type Bulb { socketKind: String! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type LampConnection { nodes: [Lamp!]! pageInfo: PageInfo! }
  type AddLampPayload { lamp: Lamp shades: [String!] }
  input ShadeInput { shadeName: String! colour: Colour! = RED widthMm: Int }
  input AddLampInput {
    "The \`maxWatts\` of its socket."
    maxWatts: Float!
    colour: Colour
    settings: JSON
    shades: [ShadeInput!]
    isTrial: Boolean! = false
    zip: String
    ifMatch: [String!]
  }
`;

const lampFields = `
  fragment Lamp on Lamp {
    lampId: id colour maxWatts settings maker__name: makerName maker__country: makerCountry bulb { socketKind } createdAt
  }
`;

interface LampData {
  readonly lampId: string;
  readonly colour: 'WARM_WHITE' | 'RED';
  readonly maxWatts: number | null;
  readonly settings: unknown;
  readonly maker__name: string;
  readonly maker__country: string;
  readonly bulb: { readonly socketKind: string } | null;
  readonly createdAt: string;
}

const document = <Data, Variables>(text: string) => parse(text + lampFields) as TypedDocumentNode<Data, Variables>;

export const lampOperations = defineOperations(
  { name: 'lamp', typeDefs: lampTypeDefs },
  {
    listLamps: operation({
      summary: 'List lamps',
      document: document<
        { readonly lamps: { readonly lamps: readonly LampData[]; readonly pageInfo: object } },
        { readonly limit?: number; readonly cursor?: string; readonly colour?: 'RED'; readonly lit?: boolean }
      >(`query ListLamps($limit: Int, $cursor: String, $colour: Colour, $lit: Boolean) {
        lamps(first: $limit, after: $cursor, colour: $colour, lit: $lit) {
          lamps: nodes { ...Lamp } pageInfo { hasNextPage endCursor }
        }
      }`),
      scope: 'read:lamps',
      tool: true,
      rest: { method: 'GET', path: '/lamps', answers: [{ status: 200, description: 'A page.', at: 'lamps' }] },
    }),
    getLamp: operation({
      summary: 'Read a lamp',
      document: document<{ readonly lamp: LampData | null }, { readonly id: string }>(
        'query GetLamp($id: ID!) { lamp(id: $id) { ...Lamp } }',
      ),
      scope: 'read:lamps',
      tool: true,
      rest: {
        method: 'GET',
        path: '/lamps/:id',
        entityTag: 'lamp_id',
        answers: [{ status: 200, description: 'The lamp.', at: 'lamp' }],
        problems: [404],
        missing: ({ id }) => lampErrors.LAMP_NOT_FOUND({ id }),
      },
    }),
    addLamp: operation({
      summary: 'Add a lamp',
      document: document<
        { readonly addLamp: { readonly lamp: LampData | null; readonly shades: readonly string[] | null } },
        {
          readonly input: {
            readonly maxWatts: number;
            readonly isTrial?: boolean;
            readonly shades?: readonly object[];
          };
        }
      >('mutation AddLamp($input: AddLampInput!) { addLamp(input: $input) { lamp { ...Lamp } shades } }'),
      scope: 'write:lamps',
      tool: false,
      rest: {
        method: 'POST',
        path: '/lamps',
        nest: { make: ['maxWatts', 'colour', 'settings'] },
        headers: { 'if-match': 'ifMatch' },
        archive: 'zip',
        answers: [
          { status: 201, description: 'The lamp.', at: 'addLamp.lamp', location: '/lamps/{lamp_id}' },
          { status: 200, description: 'The shades of a trial.', at: 'addLamp.shades', under: 'shades' },
        ],
      },
    }),
    peekAtLamp: operation({
      summary: 'See whether a lamp is there',
      document: document<object, { readonly id: string }>('query PeekAtLamp($id: ID!) { lamp(id: $id) { id } }'),
      scope: 'read:lamps',
      tool: false,
    }),
  },
);

/** A lamp in the form of the operations' fragment. */
export const lampData: LampData = {
  lampId: 'l1',
  colour: 'WARM_WHITE',
  maxWatts: null,
  settings: { fadeMs: 5, ON_OFF: ['BRIGHT'], nested: { someKey: null } },
  maker__name: 'Ada',
  maker__country: 'DE',
  bulb: null,
  createdAt: '2026-11-23T06:00:00.000Z',
};
