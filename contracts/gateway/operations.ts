import { defineOperations, operation } from '@skillwright/rest/definition';
import {
  FollowEventsDocument,
  FollowProjectsDocument,
  FollowSkillsDocument,
  FollowValidationsDocument,
} from './generated/operations.js';

/** The subscriptions, which the gateway answers. */
export const gatewayOperations = defineOperations(
  { name: 'gateway' },
  {
    followEvents: operation({
      summary: 'Follow all events',
      document: FollowEventsDocument,
      // The data of an event shows what every service publishes.
      scope: 'admin',
      tool: false,
    }),

    followSkills: operation({
      summary: 'Follow the changes of skills',
      document: FollowSkillsDocument,
      scope: 'read:skills',
      tool: false,
    }),

    followProjects: operation({
      summary: 'Follow the projects that are generated',
      document: FollowProjectsDocument,
      scope: 'generate:projects',
      tool: false,
    }),

    followValidations: operation({
      summary: 'Follow the validations that end',
      document: FollowValidationsDocument,
      scope: 'validate:code',
      tool: false,
    }),
  },
);
