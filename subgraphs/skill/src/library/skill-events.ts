import { createEvent, type Event } from '@skillwright/contracts/events';
import type { Caller } from '@skillwright/service';
import type { StoredSkill } from './stored-skill.js';

const source = '/skillwright/skill';

export function skillCreated(skill: StoredSkill, caller: Caller): Event {
  const { id, name, description, version, createdBy, createdAt } = skill;
  return createEvent(
    'skill.created',
    id,
    { skill_id: id, name, description, version, created_by: createdBy, timestamp: createdAt.toISOString() },
    options(caller, createdAt),
  );
}

export function skillUpdated(skill: StoredSkill, previousVersion: string, caller: Caller): Event {
  const { id, name, version, updatedAt } = skill;
  return createEvent(
    'skill.updated',
    id,
    { skill_id: id, name, version, previous_version: previousVersion, timestamp: updatedAt.toISOString() },
    options(caller, updatedAt),
  );
}

export function skillDeleted({ id, name }: StoredSkill, at: Date, caller: Caller): Event {
  return createEvent('skill.deleted', id, { skill_id: id, name, timestamp: at.toISOString() }, options(caller, at));
}

const options = ({ traceparent }: Caller, at: Date) => ({ source, traceparent, now: () => at });
