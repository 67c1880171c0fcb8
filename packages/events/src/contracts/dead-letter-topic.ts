/** The name of the topic for records of `topic` that a consumer has given up on. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.DLT`;
}
