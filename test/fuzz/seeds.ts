// What the damage begins with: the files of others where they are, our own documents, and messages made up.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { fromUtf8 } from '#engine/base/bytes';
import { writeNotification } from '#engine/session/notification';
import { writeMessage } from '#engine/syncml/writeMessage';
import { encodeWbxml } from '#engine/wbxml/encode';
import { parseXml } from '#engine/xml/parse';
import { writeXml } from '#engine/xml/write';
import { nodeHasher } from '#server/node/nodeHasher';
import { messageArbitrary } from '../engine/syncml/messageArbitrary';
import { corpusFiles } from '../oracle/corpus';

export interface Seeds {
  readonly messages: readonly string[];
  readonly trees: readonly string[];
  readonly descriptors: readonly string[];
  readonly flows: readonly string[];
  readonly wbxml: readonly Uint8Array[];
  readonly notifications: readonly Uint8Array[];
}

/** Longer ones make few cases a second and say little more. */
const longest = 12_000;

const descriptor = `<?xml version="1.0" encoding="UTF-8"?>
<media xmlns="http://www.openmobilealliance.org/xmlns/dd">
  <DDVersion>1.0</DDVersion>
  <name>EX-1 firmware 1.1.0</name>
  <type>application/octet-stream</type>
  <size>48</size>
  <objectURI>https://dl.example.com/fw/ex-1-1.1.0.bin</objectURI>
  <installNotifyURI>https://dl.example.com/notify/job-43</installNotifyURI>
  <installParam>mode=background</installParam>
</media>
`;

/** Always the same, but for the files that are there. */
export function readSeeds(): Seeds {
  const corpus = corpusFiles().filter(({ bytes }) => bytes.length <= longest);
  const textsOf = (kind: string): string[] => corpus.filter((file) => file.kind === kind && !file.file.endsWith('.wbxml')).map(({ bytes }) => fromUtf8(bytes));
  const bytesOf = (kind: string, ending: string): Uint8Array[] => corpus.filter(({ kind: own, file }) => own === kind && file.endsWith(ending)).map(({ bytes }) => bytes);
  const own = filesBelow('client/templates').concat(filesBelow('engine/src/ddf/standard'));
  const generated = fc.sample(messageArbitrary({ octets: false }), { numRuns: 60, seed: 4 }).map((message, i) => writeXml(writeMessage(message), i % 2 === 0 ? {} : { indent: '  ' }));
  const short = (texts: readonly string[]): string[] => texts.filter(({ length }) => length <= longest);
  const messages = short([...textsOf('messages'), ...generated]);
  return {
    messages,
    trees: short([...textsOf('ddf'), ...own.filter((text) => text.includes('<MgmtTree'))]),
    descriptors: [...textsOf('dd'), descriptor],
    flows: own.filter((text) => text.includes('<flow')),
    wbxml: [...bytesOf('wbxml', '.wbxml'), ...generated.map((text, i) => encodeWbxml(parseXml(text).document, i % 6 === 5 ? { charset: 1000, stringTable: true } : {}).bytes)],
    notifications: [...bytesOf('notification', '.bin'), ...notifications()],
  };
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(process.cwd(), folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(xml|ddf)$/.test(name))
    .sort()
    .map((name) => readFileSync(join(process.cwd(), folder, name), 'utf8'));
}

function notifications(): Uint8Array[] {
  const order = { serverId: 'dm.example.com', secret: 'secret', nonce: Uint8Array.of(1, 2, 3, 4), uiMode: 'background', initiator: 'server', sessionId: 43 } as const;
  return [writeNotification(nodeHasher, order), writeNotification(nodeHasher, { ...order, serverId: '' })];
}
