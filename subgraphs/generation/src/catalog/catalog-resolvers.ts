import { decodeCursor, pageSize, toConnection, type Connection } from '@skillwright/subgraph';
import type { QueryResolvers, Resolvers, TemplateKind as KindOfSchema } from '../generated/resolvers.js';
import type { TemplateKind } from '../template/manifest.js';
import type { CatalogTemplate } from './catalog-template.js';
import type { TemplateIndex } from './template-index.js';

export type TemplatePage = Connection<CatalogTemplate>;

const toKind = { PROJECT: 'project', FEATURE: 'feature' } as const satisfies Record<KindOfSchema, TemplateKind>;
const fromKind = { project: 'PROJECT', feature: 'FEATURE' } as const satisfies Record<TemplateKind, KindOfSchema>;

/** The resolvers of templates; all of them answer from memory. */
export function createCatalogResolvers(index: TemplateIndex) {
  return {
    Query: {
      template: (_parent, { id }) => index.findTemplate(id) ?? null,
      templates: (_parent, { first, after, kind }): TemplatePage => {
        const limit = pageSize(first);
        const key = after === null || after === undefined ? undefined : decodeCursor(after, ['string', 'string']);
        const ofKind = kind ? toKind[kind] : undefined;
        return toConnection({
          rows: index.list({ limit: limit + 1, after: key as [string, string] | undefined, kind: ofKind }),
          limit,
          keyOf: ({ name, id }) => [name, id],
          totalCount: () => index.count(ofKind),
          hasPreviousPage: key !== undefined,
        });
      },
    } satisfies QueryResolvers,
    Skill: {
      templates: ({ id }) => index.find(id)?.templates ?? [],
    },
    Template: {
      __resolveReference: ({ id }) => index.findTemplate(id) ?? null,
      kind: ({ kind }) => fromKind[kind],
      skill: ({ skillId }) => ({ id: skillId }),
    },
  } satisfies Resolvers;
}
