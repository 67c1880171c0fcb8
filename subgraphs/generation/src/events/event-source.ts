/** The CloudEvents source of every event of this service. */
export const eventSource = '/skillwright/generation';
