import { skillErrors } from '@skillwright/contracts/skill';
import { encodingOf, toFileContent } from '@skillwright/rules';
import { isId } from '@skillwright/service';
import type { ResolverContext } from '@skillwright/subgraph';
import { renderSkillMd } from '../definition/skill-md.js';
import type { MutationResolvers, QueryResolvers, Resolvers, SkillResolvers } from '../generated/resolvers.js';
import { createSkill } from './create-skill.js';
import { deleteSkill } from './delete-skill.js';
import { findSkill } from './find-skill.js';
import type { Library } from './library.js';
import { listSkills } from './list-skills.js';
import { loadersOf } from './skill-loaders.js';
import { bodyFields, type StoredBody, type StoredFile, type StoredSkill } from './stored-skill.js';
import { updateSkill } from './update-skill.js';
import type { WrittenSkill } from './written-skill.js';

/** Returns the resolvers of the library's part of the schema. */
export function createSkillResolvers(library: Library) {
  const loaders = (context: ResolverContext) => loadersOf(context, library.skills);

  // A skill can be deleted between two reads of a query. The answer of a mutation reads nothing.
  async function bodyOf(skill: StoredSkill, context: ResolverContext): Promise<StoredBody> {
    const body = await loaders(context).bodies.load(skill.versionId);
    if (!body) throw skillErrors.SKILL_NOT_FOUND({ skill: skill.name });
    return body;
  }
  async function contentOf(file: StoredFile, context: ResolverContext): Promise<Buffer> {
    const content = await loaders(context).loadContent(file);
    if (!content) throw skillErrors.SKILL_NOT_FOUND({ skill: `that has the file ${file.path}` });
    return content;
  }

  function answer(written: WrittenSkill, context: ResolverContext): { skill: StoredSkill } {
    loaders(context).remember(written);
    return { skill: written.skill };
  }

  const ofBody = Object.fromEntries(
    bodyFields.map((field) => [
      field,
      async (skill: StoredSkill, _args: object, context: ResolverContext) => (await bodyOf(skill, context))[field],
    ]),
  ) as Pick<SkillResolvers, keyof StoredBody>;

  return {
    Query: {
      skill: async (_parent, args) => (await findSkill(library, args)) ?? null,
      skills: (_parent, args) => listSkills(library, args),
    } satisfies QueryResolvers,
    Mutation: {
      createSkill: async (_parent, { input }, context) =>
        answer(await createSkill(library, input, context.caller), context),
      updateSkill: async (_parent, { input }, context) =>
        answer(await updateSkill(library, input, context.caller), context),
      deleteSkill: async (_parent, { input }, context) => ({
        id: await deleteSkill(library, input.id, context.caller),
      }),
    } satisfies MutationResolvers,
    Skill: {
      __resolveReference: async ({ id }, context) => {
        return (isId(id) ? await loaders(context).skills.load(id.toLowerCase()) : undefined) ?? null;
      },
      versions: ({ id }, _args, context) => loaders(context).versions.load(id),
      ...ofBody,
      skillMd: async (skill, _args, context) => renderSkillMd({ ...skill, ...(await bodyOf(skill, context)) }),
      files: async ({ versionId }, { under }, context) =>
        filesUnder(await loaders(context).files.load(versionId), under),
    },
    SkillFile: {
      content: async (file, _args, context) => toFileContent(await contentOf(file, context)).content,
      encoding: async (file, _args, context) => encodingOf(await contentOf(file, context)),
    },
  } satisfies Resolvers;
}

/** Returns the files in a folder, at any depth, or all files without a folder. */
function filesUnder(files: readonly StoredFile[], folder: string | null | undefined): readonly StoredFile[] {
  const prefix = (folder ?? '').replace(/\/$/, '');
  return prefix === '' ? files : files.filter(({ path }) => path.startsWith(`${prefix}/`));
}
