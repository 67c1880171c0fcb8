const { options } = require('./.dependency-cruiser.cjs');

// Two folders never import each other, however long the way. A folder is what lies in it and below; files beside the
// folders (app.ts wires them, errors.ts serves them) and tests belong to none.
const besideFolders = '/src/[^/]+\\.ts$';
const tests = ['\\.test\\.ts$', '/test/'];

/** Import boundaries between folders, checked by `npm run lint`. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles-between-folders',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
  ],
  options: { ...options, exclude: { path: [...options.exclude.path, ...tests, '/generated/', besideFolders] } },
};
