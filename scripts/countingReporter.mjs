// A reporter for Node's test runner: writes how many tests passed, failed and were skipped, as JSON. Suites don't count,
// nor do files that merely hold tests.

export default async function* count(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    if (type === 'test:fail') counts.failed++;
    else if (data.skip !== undefined || data.todo !== undefined) counts.skipped++;
    else if (!(data.nesting === 0 && data.name === data.file)) counts.passed++;
  }
  yield JSON.stringify(counts);
}
