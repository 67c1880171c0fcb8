// Loaded before a server that is measured (`node --expose-gc --import`): tells how much of the heap lives.
process.on('message', (question) => {
  if (question !== 'heap') return;
  globalThis.gc();
  setImmediate(() => {
    globalThis.gc();
    process.send?.(process.memoryUsage().heapUsed);
  });
});
process.channel?.unref();
