// Arbitrary messages, for properties of whatever reads, writes or carries them.
import fc from 'fast-check';
import { element, text, type Element } from '#engine/xml/element';
import type { Command, Cred, Data, Header, Item, Message, Meta } from '#engine/syncml/message';

export interface MessageOptions {
  /** Data may be octets, which XML can't carry. Default true. */
  readonly octets?: boolean;
  /** With what peers may send and we never do: NoResp, Cred in commands, unknown children and commands. Default true. */
  readonly odd?: boolean;
}

/** Characters that XML carries unchanged, with those that it must escape. */
const character = fc.constantFrom(...'abcXYZ019./:-_&<>"\'éß€漢😀 ');
const anyText = fc.string({ unit: character, maxLength: 12 });
/** Not empty, no white space around it. */
const word = fc.string({ unit: fc.constantFrom(...'abXY01./:-_&<\'é😀'), minLength: 1, maxLength: 8 });
const number = fc.integer({ min: 1, max: 9999 }).map(String);
const size = fc.nat({ max: 2 ** 31 });
const limit = fc.integer({ min: 1, max: 2 ** 31 });
const yes = fc.constant(true as const);

/** Every message that `writeMessage` may be given, without places. */
export function messageArbitrary(options: MessageOptions = {}): fc.Arbitrary<Message> {
  const odd = options.odd ?? true;
  const oddly = (arbitrary: fc.Arbitrary<unknown>): Record<string, fc.Arbitrary<unknown>> => (odd ? { oddity: arbitrary } : {});

  const others = fc.array(
    anyText.map((value): Element => element('v:Extra', value === '' ? [] : [text(value)], { namespace: 'urn:vendor' })),
    { minLength: 1, maxLength: 2 },
  );
  const emi = anyText.map((value): Element => element('EMI', value === '' ? [] : [text(value)], { namespace: 'syncml:metinf' }));
  const meta = partial<Meta>({
    format: fc.constantFrom('chr', 'b64', 'int', 'bool', 'node', 'xml', 'bin'),
    type: fc.constantFrom('text/plain', 'syncml:auth-md5', 'application/vnd.syncml.dmtnds+xml'),
    size,
    mark: fc.constantFrom('informational', 'critical'),
    nextNonce: fc.constantFrom('Tm9uY2U=', 'EBESExQVFhcYGRobHB0eHw=='),
    maxMsgSize: limit,
    maxObjSize: limit,
    other: fc.array(emi, { minLength: 1, maxLength: 2 }),
  });
  const tnds = word.map((name) =>
    element('MgmtTree', [element('VerDTD', [text(name)], { namespace: 'syncml:dmddf1.2' })], { namespace: 'syncml:dmddf1.2' }),
  );
  const data: fc.Arbitrary<Data> = fc.oneof(
    anyText,
    tnds.map((tree) => [tree]),
    ...((options.octets ?? true) ? [fc.uint8Array({ maxLength: 12 })] : []),
  );
  const item = fc
    .record(
      {
        to: fc.record({ target: word, targetName: anyText.map(trimmed) }, { requiredKeys: ['target'], noNullPrototype: true }),
        from: fc.record({ source: word, sourceName: anyText.map(trimmed) }, { requiredKeys: ['source'], noNullPrototype: true }),
        rest: partial<Item>({ meta, data, moreData: yes }),
        ...oddly(others),
      },
      { requiredKeys: ['rest'], noNullPrototype: true },
    )
    .map((parts): Item => ({
      ...parts.to,
      ...parts.from,
      ...parts.rest,
      ...('oddity' in parts && { other: parts.oddity as readonly Element[] }),
    }));
  const items = fc.array(item, { minLength: 1, maxLength: 3 });
  const cred = partial<Cred>({ meta, data: word }, ['data']);
  const common = fc
    .record(
      { cmdId: number, meta, ...oddly(partial({ noResp: yes, cred, other: others })) },
      { requiredKeys: ['cmdId'], noNullPrototype: true },
    )
    .map(({ cmdId, meta: own, ...rest }) => ({
      cmdId,
      ...(own !== undefined && { meta: own }),
      ...('oddity' in rest ? (rest.oddity as object) : {}),
    }));

  const named = <N extends Command['name']>(name: N, rest: fc.Arbitrary<object>): fc.Arbitrary<Command> =>
    fc.tuple(common, rest).map(([shared, own]) => ({ name, ...shared, ...own }) as unknown as Command);
  const withoutMeta = <N extends Command['name']>(name: N, rest: fc.Arbitrary<object>): fc.Arbitrary<Command> =>
    named(name, rest).map((command) => omit(command, 'meta'));

  const simple = fc.oneof(
    fc.constantFrom('Add' as const, 'Copy' as const, 'Delete' as const, 'Replace' as const, 'Get' as const).chain((name) =>
      named(name, fc.record({ items }, { noNullPrototype: true })),
    ),
    withoutMeta(
      'Alert',
      partial({ data: fc.constantFrom('1101', '1200', '1222', '1226'), correlator: word, items: fc.array(item, { maxLength: 3 }) }, ['items']),
    ),
    named('Exec', partial({ correlator: word, items: item.map((one) => [one]) }, ['items'])),
    ...(odd
      ? [
          fc.tuple(number, word).map(
            ([cmdId, value]): Command => ({
              name: 'other',
              cmdId,
              element: element('Put', [element('CmdID', [text(cmdId)]), element('Thing', [text(value)])]),
            }),
          ),
        ]
      : []),
  );
  const container: fc.Arbitrary<Command> = fc.constantFrom('Sequence' as const, 'Atomic' as const).chain((name) =>
    named(name, fc.record({ commands: fc.array(simple, { minLength: 1, maxLength: 3 }) }, { noNullPrototype: true })).map((command) =>
      omit(omit(command, 'cred'), 'other'),
    ),
  );
  const status = withoutMeta(
    'Status',
    partial(
      {
        msgRef: number,
        cmdRef: number,
        cmd: fc.constantFrom('SyncHdr', 'Alert', 'Get', 'Exec'),
        targetRefs: fc.array(word, { maxLength: 2 }),
        sourceRefs: fc.array(word, { maxLength: 2 }),
        chal: meta,
        data: fc.constantFrom('200', '212', '401', '404'),
        items: fc.array(item, { maxLength: 2 }),
      },
      ['msgRef', 'cmdRef', 'cmd', 'targetRefs', 'sourceRefs', 'data', 'items'],
    ),
  ).map((command) => omit(command, 'noResp'));
  const results = named(
    'Results',
    partial({ msgRef: number, cmdRef: number, targetRef: word, sourceRef: word, items }, ['cmdRef', 'items']),
  ).map((command) => omit(omit(command, 'noResp'), 'cred'));

  const header = partial<Header>(
    {
      verDtd: fc.constantFrom('1.1', '1.2'),
      verProto: fc.constantFrom('DM/1.1', 'DM/1.2'),
      sessionId: fc.constantFrom('1', 'AB', 'FFFF'),
      msgId: number,
      target: word,
      targetName: anyText.map(trimmed),
      source: word,
      sourceName: anyText.map(trimmed),
      respUri: word,
      cred,
      meta,
      ...(odd && { noResp: yes, other: others }),
    },
    ['verDtd', 'verProto', 'sessionId', 'msgId', 'target', 'source'],
  );

  return fc.record(
    {
      header,
      commands: fc.array(fc.oneof({ weight: 5, arbitrary: fc.oneof(status, results, simple) }, { weight: 1, arbitrary: container }), {
        minLength: 1,
        maxLength: 5,
      }),
      final: fc.boolean(),
    },
    { noNullPrototype: true },
  );
}

function trimmed(value: string): string {
  return value.trim();
}

/** Objects of which all keys but those of `required` may be missing. */
function partial<T extends object>(model: { [K in keyof T]?: fc.Arbitrary<unknown> }, required: readonly (keyof T & string)[] = []): fc.Arbitrary<T> {
  return fc.record(model as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: [...required],
    noNullPrototype: true,
  }) as unknown as fc.Arbitrary<T>;
}

function omit(command: Command, key: string): Command {
  return Object.fromEntries(Object.entries(command).filter(([name]) => name !== key)) as unknown as Command;
}
