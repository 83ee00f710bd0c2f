// NextNonce: what the next digest is made with. [METINF 5.8, DM-SEC 5.3]
import { fromBase64 } from '../../base/bytes';
import { plainText, quoted, valueRange } from '../elementText';
import { fromServer, type Example } from '../examples';
import type { Rule } from '../rule';

function challenges(nonce: string): Example {
  return fromServer(
    `<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Alert</Cmd><Chal><Meta><Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">syncml:auth-md5</Type><NextNonce xmlns="syncml:metinf">${nonce}</NextNonce></Meta></Chal><Data>200</Data></Status>`,
  );
}

/** 128 bits. [DM-SEC 5.3.3] */
const leastOctets = 16;
const sound = 'EBESExQVFhcYGRobHB0eHw==';

export const nonceRules: readonly Rule[] = [
  {
    id: 'nonce-base64',
    group: 'meta',
    severity: 'error',
    clause: 'METINF 5.8',
    summary: 'NextNonce is base64.',
    docs:
      'The nonce is a string of octets, and NextNonce holds its base64: the digest is made with the octets, not with this text. An end that can’t decode it either takes the text as it is or no nonce at all, and every digest from then on is wrong.',
    breaks: challenges('#1'),
    keeps: challenges(sound),
    on: 'element',
    kinds: ['message'],
    elements: ['NextNonce'],
    check: (element, _above, report, { message, text }) => {
      const said = message === undefined ? undefined : plainText(element);
      if (said !== undefined && fromBase64(said) === undefined) report(valueRange(element, text), `The nonce ${quoted(said)} isn't base64.`);
    },
  },
  {
    id: 'nonce-short',
    group: 'meta',
    severity: 'information',
    clause: 'DM-SEC 5.3.3',
    summary: 'A nonce has at least 16 octets.',
    docs: 'A nonce keeps a digest from being used again, and from being guessed with tables made beforehand: for that it must be long and never the same twice. 128 bits are recommended; the worked messages of the protocol are shorter for the reader’s sake.',
    breaks: challenges('AQI='),
    keeps: challenges(sound),
    on: 'element',
    kinds: ['message'],
    elements: ['NextNonce'],
    check: (element, _above, report, { message, text }) => {
      const octets = message === undefined ? undefined : fromBase64(plainText(element) ?? '?');
      if (octets !== undefined && octets.length < leastOctets) report(valueRange(element, text), `The nonce has ${octets.length} octets; ${leastOctets} are recommended.`);
    },
  },
];
