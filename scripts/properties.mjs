// How properties are tested: with the same examples each time in the tests that a change must pass, with new ones and
// more of them where one explores. FUMO_TEST_SEED is a number, or `new`; FUMO_TEST_RUNS multiplies the examples.

/** The esbuild plugin that gives tests a fast-check with that seed; `seed` is taken where the environment says none. */
export function properties(seed) {
  const said = process.env.FUMO_TEST_SEED ?? seed;
  const parameters = said === 'new' ? {} : { seed: Number(said) };
  const factor = Number(process.env.FUMO_TEST_RUNS ?? 1);
  return {
    name: 'properties',
    setup(build) {
      build.onResolve({ filter: /^fast-check$/ }, ({ namespace }) => (namespace === 'properties' ? undefined : { path: 'fast-check', namespace: 'properties' }));
      build.onLoad({ filter: /.*/, namespace: 'properties' }, () => ({
        resolveDir: build.initialOptions.absWorkingDir,
        contents: `
          import fc from 'fast-check';
          const more = (given) => ({ ...${JSON.stringify(parameters)}, ...given, numRuns: (given?.numRuns ?? 100) * ${factor} });
          export default { ...fc, assert: (property, given) => fc.assert(property, more(given)) };
        `,
      }));
    },
  };
}
