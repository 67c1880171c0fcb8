import { defineErrors } from '@skillwright/service';

/** What the adapters themselves can find missing: GraphQL answers null there, REST says 404. */
export const restErrors = defineErrors({
  SKILL_NOT_FOUND: { category: 'not_found', message: 'There is no skill {id}{version}.' },
  REPORT_NOT_FOUND: { category: 'not_found', message: 'There is no report {id}.' },
  PROJECT_HAS_NO_REPORT: { category: 'not_found', message: 'There is no {kind}report on a project {id}.' },
  ANSWER_MALFORMED: { category: 'internal', message: 'The {neighbour} service answered {name} in an unknown shape.' },
});
