// Lints the examples of rules, as the editor would.
import assert from 'node:assert/strict';
import { fromBase64, fromHex, utf8 } from '#engine/base/bytes';
import { readDdf } from '#engine/ddf/readDdf';
import type { Problem } from '#engine/base/problem';
import type { NotificationSecrets } from '#engine/rules/bytesFacts';
import type { Example } from '#engine/rules/examples';
import type { Finding } from '#engine/rules/finding';
import type { Descriptions } from '#engine/rules/descriptions';
import { descriptionsOf } from '#engine/rules/descriptionsOf';
import { lint, subjectOf } from '#engine/rules/lint';
import { lintBytes } from '#engine/rules/lintBytes';
import { lintSession } from '#engine/rules/lintSession';
import type { SessionSecrets } from '#engine/rules/sessionFacts';
import { readSessionLog } from '#engine/rules/sessionLog';
import type { RuleSettings } from '#engine/rules/settings';
import type { DocumentKind, Subject } from '#engine/rules/subject';
import { guideOf } from '#engine/schema/guide';
import { recognise, schemas } from '#engine/schema/recognise';
import type { Schema } from '#engine/schema/schema';
import { parseXml } from '#engine/xml/parse';
import { nodeHasher } from '#server/node/nodeHasher';

const rootsOf: Readonly<Partial<Record<DocumentKind, string>>> = { message: 'SyncML', description: 'MgmtTree', tree: 'MgmtTree', descriptor: 'media' };

export function subjectIn(text: string, kind: DocumentKind, name: string, descriptions?: Descriptions): Subject {
  const schema: Schema | undefined =
    kind === 'report' ? undefined : (recognise(parseXml(text).document) ?? schemas.find(({ roots }) => roots.includes(rootsOf[kind] ?? '')));
  const { document, problems } = parseXml(text, schema === undefined ? {} : { guide: guideOf(schema) });
  const faults: readonly Problem[] = kind === 'report' ? [] : problems;
  return subjectOf({ uri: `memory:/${name}`, kind, text, document, faults, ...(schema !== undefined && { schema }), ...(descriptions !== undefined && { descriptions }) });
}

/** What an example is held against; undefined where nothing is at hand. */
export function descriptionsIn({ describedBy }: Example): Descriptions | undefined {
  return describedBy === undefined
    ? undefined
    : descriptionsOf(
        describedBy.map((text, index) => {
          const { description } = readDdf(parseXml(text).document);
          assert.ok(description);
          return { uri: `memory:/${index + 1}.ddf`, description };
        }),
      );
}

function thrown(_rule: unknown, error: unknown): never {
  throw error;
}

/** The findings in all documents of an example; a rule that throws fails the test. */
export function lintExample(example: Example, settings: RuleSettings = {}, descriptions = descriptionsIn(example)): readonly Finding[] {
  const { kind, documents } = example;
  if (kind === 'bytes') {
    return documents.flatMap(({ name, hex, text = '' }) => {
      const bytes = hex === undefined ? utf8(text) : (fromHex(hex) ?? assert.fail(`${hex} is not hexadecimal`));
      return lintBytes({ uri: `memory:/${name}`, bytes, kind: kindOfBytes(name), secrets: ofNotifications }, settings, thrown);
    });
  }
  if (kind !== 'session') return documents.flatMap(({ name, text = '' }) => lint(subjectIn(text, kind, name, descriptions), settings, thrown));
  const { log } = readSessionLog(
    documents.map(({ name, text = '' }) => ({ uri: `memory:/${name}`, text })),
    (text) => subjectIn(text, 'message', 'session', descriptions),
  );
  return [...log.messages.flatMap(({ subject }) => lint(subject, settings, thrown)), ...lintSession({ ...log, secrets }, settings, thrown).flat()];
}

/** What the examples' digests are made with; the nonces stand in the messages. */
const secrets: SessionSecrets = {
  hasher: nodeHasher,
  of: (sender) => (sender === 'client' ? { name: 'device-user', secret: 'device-pass' } : { name: 'dm.example.com', secret: 'srv-secret' }),
};

/** Those of the one server that the digests of notifications are checked for. */
const ofNotifications: NotificationSecrets = {
  hasher: nodeHasher,
  of: (serverId) => (serverId === 'dm.example.com' ? [{ secret: 'srv-secret', nonce: fromBase64('EBESExQVFhcYGRobHB0eHw==') ?? new Uint8Array() }] : []),
};

function kindOfBytes(name: string): 'notification' | 'wbxml' | 'http' {
  return name.endsWith('.wbxml') ? 'wbxml' : name.endsWith('.http') ? 'http' : 'notification';
}
