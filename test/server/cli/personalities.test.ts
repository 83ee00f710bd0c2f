// Personalities from the command line, over real sockets.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fumo } from './terminalInMemory';

const flow = join('client', 'templates', 'firmware-update', 'dm-download.flow.xml');

test('a device with two personalities is updated, and both are remarked upon', async () => {
  const { out, code } = await fumo(['run', flow, '--user', 'accept', '--install-time', '50', '--personality', 'status-without-references', '--personality', 'report-from-command']);
  assert.equal(code, 0);
  assert.match(out, /does not say which Target it is about\. \[RepPro 6\.1\.21\]/);
  assert.match(out, /it should be the firmware object that this is in\. \[FUMO 6\.2\.1\]/);
});

test('a personality that there isn\'t is told before anything runs', async () => {
  const { code, err } = await fumo(['run', flow, '--personality', 'always-finla']);
  assert.equal(code, 2);
  assert.match(err, /There is no personality "always-finla"; the nearest is "always-final"/);
});
