import { defineOperations, operation } from '@skillwright/rest/definition';
import { isId } from '@skillwright/service';
import { skillErrors } from './errors.js';
import {
  CreateSkillDocument,
  CreateTokenDocument,
  DeleteSkillDocument,
  GetSkillDocument,
  ListSkillsDocument,
  ListTokensDocument,
  RevokeTokenDocument,
  UpdateSkillDocument,
  VerifySkillDocument,
} from './generated/operations.js';
import { skillTypeDefs } from './type-defs.js';

const example = {
  name: 'release-notes',
  description: 'Writes release notes from the commits since the last tag.',
  instructions: '# Release notes\n\nRead `git log`, group by kind, write `CHANGELOG.md`.\n',
  files: [{ path: 'references/style.md', content: 'One line a change.\n' }],
};

/** The operations of the skill service. */
export const skillOperations = defineOperations(
  { name: 'skill', typeDefs: skillTypeDefs },
  {
    listSkills: operation({
      summary: 'List the library',
      document: ListSkillsDocument,
      scope: 'read:skills',
      tool: true,
      rest: {
        method: 'GET',
        path: '/skills',
        mayBeEmpty: ['q'],
        answers: [{ status: 200, description: 'A page of skills.', at: 'skills' }],
      },
    }),

    getSkill: operation({
      summary: 'Read a skill',
      document: GetSkillDocument,
      scope: 'read:skills',
      tool: true,
      rest: {
        method: 'GET',
        path: '/skills/:id',
        describe: { id: "The skill's id or name." },
        computed: {
          id: ({ id }) => (isId(id ?? '') ? id : undefined),
          name: ({ id }) => (isId(id ?? '') ? undefined : id),
        },
        entityTag: 'digest',
        answers: [{ status: 200, description: 'The skill.', at: 'skill' }],
        problems: [404],
        missing: ({ id, name, version }) =>
          skillErrors.SKILL_NOT_FOUND({ skill: `${id ?? name}${version ? ` at version ${version}` : ''}` }),
      },
    }),

    createSkill: operation({
      summary: 'Add a skill',
      document: CreateSkillDocument,
      scope: 'write:skills',
      tool: false,
      rest: {
        method: 'POST',
        path: '/skills',
        description: 'Takes the definition field by field, or a whole `skill_md`, or a zip of the folder.',
        archive: 'archive',
        example,
        entityTag: 'digest',
        answers: [
          {
            status: 201,
            description: 'The skill at its first version.',
            at: 'createSkill.skill',
            location: '/skills/{id}',
          },
        ],
        problems: [409],
      },
    }),

    updateSkill: operation({
      summary: "Make a skill's next version",
      document: UpdateSkillDocument,
      scope: 'write:skills',
      tool: false,
      rest: {
        method: 'PUT',
        path: '/skills/:id',
        headers: { 'if-match': 'ifMatch', 'if-none-match': 'ifNoneMatch' },
        describe: { id: "The skill's id or name." },
        archive: 'archive',
        example,
        entityTag: 'digest',
        answers: [{ status: 200, description: 'The skill at its newest version.', at: 'updateSkill.skill' }],
        problems: [404, 409, 412],
      },
    }),

    deleteSkill: operation({
      summary: 'Remove a skill',
      document: DeleteSkillDocument,
      scope: 'write:skills',
      tool: false,
    }),

    verifySkill: operation({
      summary: "Prove a skill's templates",
      document: VerifySkillDocument,
      scope: 'validate:code',
      tool: false,
    }),

    listTokens: operation({
      summary: "List the platform's tokens",
      document: ListTokensDocument,
      scope: 'admin',
      tool: false,
      rest: {
        method: 'GET',
        path: '/tokens',
        answers: [{ status: 200, description: 'A page of records.', at: 'tokens' }],
      },
    }),

    createToken: operation({
      summary: 'Issue a token',
      document: CreateTokenDocument,
      scope: 'admin',
      tool: false,
      rest: {
        method: 'POST',
        path: '/tokens',
        example: { name: 'ci', scopes: ['read:skills', 'write:skills'], expires_in_days: 90 },
        answers: [{ status: 201, description: 'The record, and the text of the token.', at: 'createToken' }],
        problems: [409],
      },
    }),

    revokeToken: operation({
      summary: 'Revoke a token',
      document: RevokeTokenDocument,
      scope: 'admin',
      tool: false,
      rest: {
        method: 'DELETE',
        path: '/tokens/:id',
        answers: [{ status: 200, description: 'The record of the revoked token.', at: 'revokeToken.token' }],
        problems: [404],
      },
    }),
  },
);
