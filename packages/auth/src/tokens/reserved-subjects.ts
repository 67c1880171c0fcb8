import { anonymous } from '@skillwright/service';

const servicePrefix = 'service:';

/** The subject of work that a service does by itself, such as `service:generation`. */
export const serviceSubject = (service: string): string => `${servicePrefix}${service}`;

/** Whether only the platform itself may use a subject. A token that people can get must not name it. */
export function isReserved(subject: string): boolean {
  return subject === anonymous.subject || subject.startsWith(servicePrefix);
}
