import { retentionOfDays, type TopicSettings } from '../log/topic-settings.js';
import type { Topics } from './define-topics.js';

/** Returns the settings by which an event log creates these topics and keeps their records for `days` days. */
export function toTopicSettings(
  { namesWithDeadLetters, keptNames }: Pick<Topics, 'namesWithDeadLetters' | 'keptNames'>,
  days: number,
): TopicSettings {
  return { ...retentionOfDays(days), names: namesWithDeadLetters, keptNames };
}
