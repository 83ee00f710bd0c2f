import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get, leaf, Pair, ScriptedConductor, ScriptedTarget } from './pair';

const target = () =>
  new ScriptedTarget(
    new Map([
      ['./DevDetail/FwV', leaf('./DevDetail/FwV', '1.0.3')],
      ['./FwUpdate/Pkg1/State', leaf('./FwUpdate/Pkg1/State', '10', 'int')],
    ]),
  );

test('a session opens, is authenticated both ways, reads two leaves and ends', async () => {
  const pair = new Pair({ target: target(), conductor: new ScriptedConductor([[get('./DevDetail/FwV', './FwUpdate/Pkg1/State')]]) });
  assert.deepEqual(await pair.run(), { how: 'finished' });
  assert.deepEqual(pair.lines, [
    '1> Cred Alert:1201 Replace Final',
    '<2 Cred hdr=212+Chal Alert1=200 Replace2=200 Get Final',
    '3> hdr=212+Chal Get4=200 Results Final',
    '<4 hdr=200 Final',
  ]);
  assert.deepEqual(pair.remarks(), []);
});
