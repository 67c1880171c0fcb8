import { z } from 'zod';
import type { SkillFieldsFragment, SkillSummaryFieldsFragment } from '@skillwright/contracts/skill';
import { component } from './component.js';
import { fileEntry, fileInput, toFileInput } from './file.js';
import { nextCursor } from './paging.js';

/**
 * A skill's definition as `POST /skills` and `PUT /skills/:id` take it: the fields one by one, or a whole `skill_md`.
 * Which of them belong together is the skill service's rule; the shape names the fields and their types.
 */
export const skillDefinition = component(
  'SkillDefinition',
  z.strictObject({
    name: z.string().optional().describe('1-64 of a-z, 0-9 and single hyphens.'),
    description: z.string().optional(),
    instructions: z.string().optional().describe('The Markdown body of `SKILL.md`.'),
    version: z.string().nullish().describe('As semver.'),
    license: z.string().nullish(),
    compatibility: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish().describe('A map of strings.'),
    allowed_tools: z.string().nullish().describe('Space-separated.'),
    skill_md: z.string().optional().describe('A whole `SKILL.md`, frontmatter and body, instead of the fields above.'),
    files: z.array(fileInput).optional().describe('All files but `SKILL.md`.'),
  }),
  {
    examples: [
      {
        name: 'release-notes',
        description: 'Writes release notes from the commits since the last tag.',
        instructions: '# Release notes\n\nRead `git log`, group by kind, write `CHANGELOG.md`.\n',
        files: [{ path: 'references/style.md', content: 'One line a change.\n' }],
      },
    ],
  },
);

const summaryFields = {
  id: z.string(),
  name: z.string(),
  description: z.string(),
  version: z.string(),
};
const originFields = { created_by: z.string(), created_at: z.string(), updated_at: z.string() };

/** A skill in a list. */
export const skillSummary = component('SkillSummary', z.object({ ...summaryFields, ...originFields }));

/** A page of the library. */
export const skillList = component(
  'SkillList',
  z.object({ skills: z.array(skillSummary), next_cursor: nextCursor, total: z.int() }),
);

/** A skill at one of its versions. */
export const skill = component(
  'Skill',
  z.object({
    ...summaryFields,
    versions: z.array(z.string()).describe('Newest first.'),
    instructions: z.string(),
    license: z.string().nullable(),
    compatibility: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    allowed_tools: z.string().nullable(),
    files: z.array(fileEntry).describe('All files but `SKILL.md`, by path.'),
    digest: z.string().describe('`sha256:` and 64 hex digits over the whole definition.'),
    ...originFields,
  }),
);

/** The definition as the GraphQL inputs take it. */
export function toDefinitionInput(definition: z.output<typeof skillDefinition>) {
  const { allowed_tools, skill_md, files, ...fields } = definition;
  return {
    ...fields,
    allowedTools: allowed_tools,
    skillMd: skill_md,
    ...(files && { files: files.map(toFileInput) }),
  };
}

/** A skill of the library as a list shows it. */
export function toSkillSummary(data: SkillSummaryFieldsFragment): z.output<typeof skillSummary> {
  const { id, name, description, version, createdBy, createdAt, updatedAt } = data;
  return { id, name, description, version, created_by: createdBy, created_at: createdAt, updated_at: updatedAt };
}

/** A skill of the library in full. */
export function toSkill(data: SkillFieldsFragment): z.output<typeof skill> {
  const { id, name, description, version, ...origin } = toSkillSummary(data);
  return {
    id,
    name,
    description,
    version,
    versions: [...data.versions],
    instructions: data.instructions,
    license: data.license,
    compatibility: data.compatibility,
    metadata: data.metadata as Record<string, unknown>,
    allowed_tools: data.allowedTools,
    files: data.files.map(({ path, size, digest }) => ({ path, size, digest })),
    digest: data.digest,
    ...origin,
  };
}
