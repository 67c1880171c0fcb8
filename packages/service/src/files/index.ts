export { syncFolder, writeAt, writeDurableFile, writeSynced } from './durable-file.js';
export { makeFolder } from './make-folder.js';
