// Preloaded into a measured server (`node --expose-gc --import`). Answers with the size of the live heap.
process.on('message', (question) => {
  if (question !== 'heap') return;
  globalThis.gc();
  setImmediate(() => {
    globalThis.gc();
    process.send?.(process.memoryUsage().heapUsed);
  });
});
process.channel?.unref();
