/** A zip, sent where a line takes an archive instead of JSON. */
export const archiveMediaType = 'application/zip';
