/** The media type of a zip, which a line with an archive accepts instead of JSON. */
export const archiveMediaType = 'application/zip';
