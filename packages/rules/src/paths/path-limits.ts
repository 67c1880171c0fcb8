/** The bounds of one path. Characters are code points; no usual file system takes a name of more than 255 bytes. */
export const pathLimits = { characters: 512, segments: 32, segmentBytes: 255 } as const;
