import { z } from 'zod';
import {
  CreateSkillDocument,
  GetSkillDocument,
  ListSkillsDocument,
  skillErrors,
  type SkillFieldsFragment,
  UpdateSkillDocument,
} from '@skillwright/contracts/skill';
import { entityTag, isTagList, matchesEntityTag, toIfMatch } from '../headers/entity-tag.js';
import { defineRow, type RestRequest } from '../row.js';
import { pageQuery, toNextCursor } from '../shapes/paging.js';
import { skill, skillDefinition, skillList, toDefinitionInput, toSkill, toSkillSummary } from '../shapes/skill.js';

const definitionFieldNames = { allowedTools: 'allowed_tools', skillMd: 'skill_md' };
const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const etagMeaning = { ETag: 'Changes whenever the answer does; what `If-Match` and `If-None-Match` take.' };

const definitionInput = ({ archive, body }: RestRequest<unknown, unknown, z.output<typeof skillDefinition>>) =>
  archive === undefined ? toDefinitionInput(body) : { archive };

const skillAnswer = (data: SkillFieldsFragment) => {
  const body = toSkill(data);
  return { body, etag: entityTag(body.digest, body) };
};

/** The rows that the skill service owns. */
export const skillRows = {
  listSkills: defineRow({
    name: 'listSkills',
    owner: 'skill',
    method: 'GET',
    path: '/skills',
    summary: 'List the library',
    description: 'Skills at their newest versions, newest first.',
    problems: [400],
    fieldNames: { first: 'limit', after: 'cursor', search: 'q' },
    operation: ListSkillsDocument,
    query: pageQuery.extend({
      q: z.string().optional().describe('Searches in name, description and instructions.'),
    }),
    answers: { 200: { description: 'A page of skills.', body: skillList } },
    toVariables: ({ query }) => ({ first: query.limit, after: query.cursor, search: query.q }),
    toAnswer: ({ skills }) => ({
      status: 200,
      body: {
        skills: skills.nodes.map(toSkillSummary),
        next_cursor: toNextCursor(skills.pageInfo),
        total: skills.totalCount,
      },
    }),
  }),

  getSkill: defineRow({
    name: 'getSkill',
    owner: 'skill',
    method: 'GET',
    path: '/skills/:id',
    summary: 'Read a skill',
    description: 'By id or name, at its newest version or at `version`. `If-None-Match` is honoured (304).',
    problems: [400, 404],
    fieldNames: {},
    operation: GetSkillDocument,
    params: z.strictObject({ id: z.string().describe("The skill's id or name.") }),
    query: z.strictObject({ version: z.string().min(1).optional().describe('The newest by default.') }),
    headers: z.object({ 'if-none-match': z.string().optional() }),
    answers: { 200: { description: 'The skill.', body: skill, headers: etagMeaning } },
    toVariables: ({ params, query }) => ({
      ...(uuidForm.test(params.id) ? { id: params.id } : { name: params.id }),
      version: query.version,
    }),
    toAnswer: ({ skill: found }, { params, query, headers }) => {
      if (!found) {
        const version = query.version === undefined ? '' : ` at version ${query.version}`;
        throw skillErrors.SKILL_NOT_FOUND({ skill: params.id + version });
      }
      const { body, etag } = skillAnswer(found);
      const fresh = matchesEntityTag(headers['if-none-match'], etag);
      return fresh ? { status: 304, headers: { ETag: etag } } : { status: 200, headers: { ETag: etag }, body };
    },
  }),

  createSkill: defineRow({
    name: 'createSkill',
    owner: 'skill',
    method: 'POST',
    path: '/skills',
    summary: 'Add a skill',
    description:
      'Takes the definition field by field, or a whole `skill_md`, or a zip of the skill folder. Publishes `skill.created`.',
    acceptsArchive: true,
    problems: [409, 422],
    fieldNames: definitionFieldNames,
    operation: CreateSkillDocument,
    body: skillDefinition,
    answers: {
      201: {
        description: 'The skill at its first version.',
        body: skill,
        headers: { ...etagMeaning, Location: 'The path of the new skill.' },
      },
    },
    toVariables: (request) => ({ input: definitionInput(request) }),
    toAnswer: ({ createSkill }) => {
      const { body, etag } = skillAnswer(createSkill.skill);
      return { status: 201, headers: { Location: `/skills/${body.id}`, ETag: etag }, body };
    },
  }),

  updateSkill: defineRow({
    name: 'updateSkill',
    owner: 'skill',
    method: 'PUT',
    path: '/skills/:id',
    summary: "Make a skill's next version",
    description:
      'Takes the whole definition: what is left out is gone. A patch bump unless a higher `version` is given; unchanged content makes no version. Publishes `skill.updated`.',
    acceptsArchive: true,
    problems: [404, 409, 412, 422],
    fieldNames: { ...definitionFieldNames, ifMatch: 'If-Match' },
    operation: UpdateSkillDocument,
    params: z.strictObject({ id: z.string().describe("The skill's id.") }),
    body: skillDefinition,
    headers: z.object({
      'if-match': z.string().refine(isTagList, { error: 'must be `*` or a list of entity tags' }).optional(),
    }),
    answers: { 200: { description: 'The skill at its newest version.', body: skill, headers: etagMeaning } },
    toVariables: (request) => ({
      input: {
        id: request.params.id,
        ifMatch: toIfMatch(request.headers['if-match']),
        ...definitionInput(request),
      },
    }),
    toAnswer: ({ updateSkill }) => {
      const { body, etag } = skillAnswer(updateSkill.skill);
      return { status: 200, headers: { ETag: etag }, body };
    },
  }),
};
