import type { EventHandlers } from '@skillwright/contracts/events';
import type { TemplateCatalog } from './template-catalog.js';

/** The handlers of skill events. Repeated and late events change nothing. */
export function createSkillHandlers(catalog: TemplateCatalog): EventHandlers {
  return {
    'skill.created': ({ data, traceparent }) => catalog.addVersion(data.skill_id, data.version, traceparent),
    'skill.updated': ({ data, traceparent }) => catalog.addVersion(data.skill_id, data.version, traceparent),
    'skill.deleted': ({ data, traceparent }) => catalog.remove(data.skill_id, traceparent),
  };
}
