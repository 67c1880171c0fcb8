export { syncFolder, writeAt, writeDurableFile, writeSynced } from './durable-file.js';
