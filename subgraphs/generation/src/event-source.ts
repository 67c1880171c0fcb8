/** The CloudEvents source of every event that this service tells. */
export const eventSource = '/skillwright/generation';
