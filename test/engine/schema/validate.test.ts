import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recognise, variantOf } from '#engine/schema/recognise';
import { ddf12 } from '#engine/schema/ddf';
import { validate } from '#engine/schema/validate';
import { detached, withChildren, type Element } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';

/** `severity code place` of each problem. */
function problems(text: string): string[] {
  const { document, problems: faults } = parseXml(text);
  assert.deepEqual(faults, []);
  const schema = recognise(document);
  assert.ok(schema !== undefined);
  return validate(document, schema).map(({ severity, code, range }) => `${severity} ${code} ${text.slice(range.start, range.end)}`);
}

const header =
  '<SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID><MsgID>1</MsgID>' +
  '<Target><LocURI>a</LocURI></Target><Source><LocURI>b</LocURI></Source></SyncHdr>';
const body = (content: string): string => `<SyncML xmlns="SYNCML:SYNCML1.2">${header}<SyncBody>${content}<Final/></SyncBody></SyncML>`;
const item = '<Item><Target><LocURI>.</LocURI></Target></Item>';

const flow = (content: string): string => `<flow xmlns="urn:fumo-tools:flow:1" id="f" title="F">${content}</flow>`;
const step = (content: string): string => flow(`<step n="0" from="server" to="client" title="t">${content}</step>`);

const leaf = '<DFProperties><AccessType><Replace/><Get/></AccessType><DFFormat><int/></DFFormat><DFType><MIME>text/plain</MIME></DFType></DFProperties>';
const ddf = (node: string): string => `<MgmtTree><VerDTD>1.2</VerDTD><Node>${node}</Node></MgmtTree>`;

const data = (node: string): string => body(`<Add><CmdID>1</CmdID><Item><Data><MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Node>${node}</Node></MgmtTree></Data></Item></Add>`);
const devInf = (version: string, inStore: string, after: string): string =>
  `<DevInf xmlns="syncml:devinf"><VerDTD>${version}</VerDTD><DevID>1</DevID><DevTyp>phone</DevTyp><DataStore><SourceRef>./c</SourceRef>` +
  `<Rx-Pref><CTType>t</CTType><VerCT>1</VerCT></Rx-Pref><Tx-Pref><CTType>t</CTType><VerCT>1</VerCT></Tx-Pref>${inStore}` +
  `<SyncCap><SyncType>1</SyncType></SyncCap></DataStore>${after}</DevInf>`;
const microsoft = (elements: string): string =>
  ddf(`<NodeName>a</NodeName>${leaf.replace('</DFProperties>', `${elements}</DFProperties>`)}`).replace('<MgmtTree', '<MgmtTree xmlns:M="http://schemas.microsoft.com/MobileDevice/DM"');

const cases: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  ['a right message', body(`<Get><CmdID>1</CmdID>${item}</Get>`), []],
  ['an unknown command', body(`<Gett><CmdID>1</CmdID>${item}</Gett>`), ['error unknown-element Gett']],
  ['a misspelt child that was due', body(`<Get><CmdId>1</CmdId>${item}</Get>`), ['error unknown-element CmdId']],
  ['a command in the wrong parent', body(`<Get><CmdID>1</CmdID>${item}<Exec/></Get>`), ['error misplaced-element Exec']],
  // [DM-REP 6.6.6]
  ['an Exec without Item', body('<Exec><CmdID>1</CmdID></Exec>'), ['error missing-child Exec']],
  ['an Exec of two Items', body(`<Exec><CmdID>1</CmdID>${item}${item}</Exec>`), ['warning duplicate-child Item']],
  ['a command without CmdID', body(`<Get>${item}</Get>`), ['error missing-child Get']],
  ['two CmdIDs', body(`<Get><CmdID>1</CmdID><CmdID>2</CmdID>${item}</Get>`), ['error duplicate-child CmdID']],
  ['an Item whose Meta comes first', body('<Get><CmdID>1</CmdID><Item><Meta/><Target><LocURI>.</LocURI></Target></Item></Get>'), ['warning child-order Target']],
  // [DM-REP 6.4.1]
  ['a Status for the header without CmdRef', body('<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>'), ['warning missing-child Status']],
  ['an empty body', '<SyncML xmlns="SYNCML:SYNCML1.2">' + header + '<SyncBody><Final/></SyncBody></SyncML>', ['error missing-child SyncBody']],
  ['text between commands', body('text'), ['error missing-child SyncBody', 'error text-not-allowed text']],
  ['text in an empty element', body(`<Get><CmdID>1</CmdID>${item}</Get>`).replace('<Final/>', '<Final>x</Final>'), ['error empty-element-content x']],
  ['an element in a leaf', body(`<Get><CmdID><b/></CmdID>${item}</Get>`), ['error unknown-element b']],
  ['an attribute', body(`<Get id="1"><CmdID>1</CmdID>${item}</Get>`), ['error attribute-unknown id']],
  ['xml:lang', body(`<Get xml:lang="en"><CmdID>1</CmdID>${item}</Get>`), []],
  ['Meta in any order, with a stranger', body('<Add><CmdID>1</CmdID><Meta><Type xmlns="syncml:metinf">t</Type><Format xmlns="syncml:metinf">chr</Format><x xmlns="urn:x"/></Meta><Item/></Add>'), []],
  ['two Formats in one Meta', body('<Add><CmdID>1</CmdID><Meta><Format>chr</Format><Format>chr</Format></Meta><Item/></Add>'), ['error duplicate-child Format']],
  ['mark-up of another kind in Data', body('<Add><CmdID>1</CmdID><Item><Data><x xmlns="urn:x"><nonsense/></x></Data></Item></Add>'), []],
  // [TNDS 6.1]
  ['a right tree in Data', data('<NodeName>a</NodeName><RTProperties><Format><int/></Format><Type><MIME>t</MIME></Type></RTProperties><Value>1</Value>'), []],
  ['a tree in Data with framework properties', data(`<NodeName>a</NodeName><RTProperties><Type><MIME/></Type></RTProperties>${leaf}`), ['error unknown-element DFProperties']],
  ['a node of a tree without run-time properties', data('<NodeName>a</NodeName>'), ['warning missing-child Node']],
  ['run-time properties that trees don\u2019t carry', data('<NodeName>a</NodeName><RTProperties><Size>1</Size><Type><MIME/></Type></RTProperties>'), ['warning unknown-element Size']],
  ['nonsense in a tree in Data', data('<NodeName>a</NodeName><RTProperties><Type><MIME/></Type></RTProperties><Nod/>'), ['error unknown-element Nod']],
  ['right device information 1.2', devInf('1.2', '<CTCap><CTType>t</CTType><VerCT>1</VerCT><Property><PropName>P</PropName></Property></CTCap>', ''), []],
  ['right device information 1.1', devInf('1.1', '', '<CTCap><CTType>t</CTType><PropName>P</PropName><ValEnum>v</ValEnum><PropName>Q</PropName></CTCap>'), []],
  ['device information 1.1 with properties of 1.2', devInf('1.1', '', '<CTCap><CTType>t</CTType><PropName>P</PropName><Property/></CTCap>'), ['warning unknown-element Property']],
  ['device information without identifier', devInf('1.2', '', '').replace('<DevID>1</DevID>', ''), ['warning missing-child DevInf']],
  ['device information in Data', body(`<Put><CmdID>1</CmdID><Item><Data>${devInf('1.2', '', '').replace('<SyncCap><SyncType>1</SyncType></SyncCap>', '')}</Data></Item></Put>`), ['warning missing-child DataStore']],
  ['FieldLevel in meta-information 1.1', body('<Add><CmdID>1</CmdID><Meta><FieldLevel/></Meta><Item/></Add>').replace('SYNCML1.2', 'SYNCML1.1'), ['error unknown-element FieldLevel']],

  ['Microsoft\u2019s elements', microsoft('<M:AllowedValues ValueType="ENUM"><M:Enum><M:Value>1</M:Value></M:Enum></M:AllowedValues><M:ReplaceBehavior>Append</M:ReplaceBehavior>'), []],
  ['an element that Microsoft doesn\u2019t have', microsoft('<M:AllowedValue/>'), ['warning unknown-element M:AllowedValue']],
  ['one of Microsoft\u2019s elements in the wrong place', microsoft('<M:Enum/>'), ['warning misplaced-element M:Enum']],
  ['one of Microsoft\u2019s elements twice', microsoft('<M:AtomicRequired/><M:AtomicRequired/>'), ['warning duplicate-child M:AtomicRequired']],
  ['a value that Microsoft doesn\u2019t have', microsoft('<M:RebootBehavior>Now</M:RebootBehavior>'), ['warning element-value M:RebootBehavior']],
  ['a type of values that Microsoft doesn\u2019t have', microsoft('<M:AllowedValues ValueType="List"/>'), ['warning attribute-value List']],
  ['a dependency without its node', microsoft('<M:DependencyBehavior><M:DependencyGroup FriendlyId="a"><M:Dependency Type="Not"><M:DependencyAllowedValue ValueType="None"/></M:Dependency></M:DependencyGroup></M:DependencyBehavior>'), ['warning missing-child M:Dependency']],
  ['Correlator in 1.1', body(`<Exec><CmdID>1</CmdID><Correlator>c</Correlator>${item}</Exec>`).replace('SYNCML1.2', 'SYNCML1.1'), ['error unknown-element Correlator']],

  ['a right description', ddf(`<NodeName>a</NodeName>${leaf}`), []],
  ['framework properties in another order', ddf(`<NodeName>a</NodeName><DFProperties><DFFormat><int/></DFFormat><AccessType><Get/></AccessType><DFType><MIME>t</MIME></DFType></DFProperties>`), ['hint child-order DFFormat']],
  // [TND 9.4.1]
  ['a node with value and children', ddf(`<NodeName>a</NodeName>${leaf}<Value>1</Value><Node><NodeName/></Node>`), ['error misplaced-element Node']],
  ['a media type beside an object', ddf(`<NodeName>a</NodeName>${leaf.replace('</MIME>', '</MIME><DDFName/>')}`), ['warning misplaced-element DDFName']],
  ['two formats', ddf(`<NodeName>a</NodeName>${leaf.replace('<int/>', '<int/><chr/>')}`), ['error misplaced-element chr']],
  ['no format', ddf(`<NodeName>a</NodeName>${leaf.replace('<int/>', '')}`), ['error missing-child DFFormat']],
  ['an unknown access type', ddf(`<NodeName>a</NodeName>${leaf.replace('<Get/>', '<Set/>')}`), ['error unknown-element Set']],
  ['a vendor\u2019s elements', ddf(`<NodeName>a</NodeName>${leaf.replace('</DFType>', '</DFType><M:Deprecated xmlns:M="urn:m"/>')}`), []],

  ['a right step', step('<Get><Item><Target><LocURI>./a</LocURI></Target></Item></Get><expect status="200" of="Get"/>'), []],
  ['an actor that there isn\u2019t', flow('<step n="0" from="phone" to="client" title="t"/>'), ['error attribute-value phone']],
  ['a step without number', flow('<step from="server" to="client" title="t"/>'), ['error missing-attribute step']],
  ['an attribute that steps don\u2019t have', flow('<step n="0" from="server" to="client" title="t" form="x"/>'), ['error attribute-unknown form']],
  ['a flow\u2019s element in the wrong place', step('<param name="a" default="b"/>'), ['error misplaced-element param']],
  ['an unknown element in a step', step('<expcet/>'), ['error unknown-element expcet']],
  ['a value that is only known when run', step('<notification ui-mode="${mode}"/>'), []],
  ['a value outside its set', step('<notification ui-mode="loud"/>'), ['error attribute-value loud']],
  ['a descriptor in an answer', step('<http status="200"><media xmlns="http://www.openmobilealliance.org/xmlns/dd"><size>1</size></media></http>'), []],
  ['an Exec without Item in a flow', step('<Exec><Correlator>a</Correlator></Exec>'), ['error missing-child Exec']],

  ['right accounts', '<accounts xmlns="urn:fumo-tools:accounts:1"><account device="IMEI:1" auth="md5"><server secret="x"/><client name="c" secret="y" nonce="MTIz"/></account></accounts>', []],
  ['an account without server', '<accounts xmlns="urn:fumo-tools:accounts:1"><account device="IMEI:1"><client name="c" secret="y"/></account></accounts>', ['error missing-child account']],
];

for (const [what, text, expected] of cases) {
  void test(`validation of ${what} says: ${expected.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(problems(text), expected);
  });
}

void test('a problem says what was found, what was expected, and by which clause', () => {
  const { document } = parseXml(body('<Get><CmdID>1</CmdID><Item/><Exec/></Get>'));
  const schema = recognise(document);
  assert.ok(schema !== undefined);
  const [first] = validate(document, schema);
  assert.equal(first?.message, 'Exec may not stand in Get; Get may hold CmdID, NoResp, Lang, Cred, Meta, Item.');
  assert.equal(first.clause, 'DM-REP 6.6.7');
});

void test('documents are recognised by root and namespace, messages without one by their version', () => {
  const id = (text: string): string | undefined => recognise(parseXml(text).document)?.id;
  assert.equal(id('<SyncML xmlns="SYNCML:SYNCML1.1"/>'), 'syncml-1.1');
  assert.equal(id('<SyncML/>'), 'syncml-1.2');
  assert.equal(id('<SyncML><SyncHdr><VerDTD>1.1</VerDTD></SyncHdr></SyncML>'), 'syncml-1.1');
  assert.equal(id('<MgmtTree/>'), 'ddf-1.2');
  assert.equal(id('<MgmtTree xmlns="syncml:dmddf1.2"/>'), 'ddf-1.2');
  assert.equal(id('<flow xmlns="urn:fumo-tools:flow:1"/>'), 'flow-1');
  assert.equal(id('<flow xmlns="urn:somebody-else"/>'), undefined);
  assert.equal(id('<DevInf xmlns="syncml:devinf"><VerDTD>1.2</VerDTD></DevInf>'), 'devinf-1.2');
  assert.equal(id('<DevInf xmlns="syncml:devinf"><VerDTD>1.0</VerDTD></DevInf>'), 'devinf-1.1');
  assert.equal(id('<AllowedValues/>'), undefined);
  assert.equal(id('<html/>'), undefined);
  assert.equal(id(''), undefined);
});

void test('a description without framework properties, but with values or run-time ones, is a serialised tree [TND 9.4.1]', () => {
  const id = (node: string): string => variantOf(ddf12, parseXml(`<MgmtTree><Node>${node}</Node></MgmtTree>`).document).id;
  assert.equal(id('<NodeName>a</NodeName><Value>1</Value>'), 'tnds-1.2');
  assert.equal(id('<NodeName>a</NodeName><Node><RTProperties/></Node>'), 'tnds-1.2');
  assert.equal(id('<NodeName>a</NodeName><Value>1</Value><Node><DFProperties/></Node>'), 'ddf-1.2');
  assert.equal(id('<NodeName>a</NodeName>'), 'ddf-1.2');
});

void test('what is read from a text is validated as the same elements made otherwise are', () => {
  for (const [, text] of cases) {
    const { document } = parseXml(text);
    const schema = recognise(document);
    assert.ok(schema !== undefined && document.root !== undefined);
    const remade = remadeOf(document.root);
    assert.deepEqual(validate({ children: [remade], root: remade }, schema), validate(document, schema), text);
  }
});

function remadeOf(of: Element): Element {
  return withChildren(of, of.children.map((node) => (node.kind === 'element' ? remadeOf(node) : node)));
}

const ofMicrosoft = 'xmlns:MSFT="http://schemas.microsoft.com/MobileDevice/DM"';
const vendors: readonly string[] = [
  '<MSFT:AllowedValues ValueType="Range"><MSFT:Value>[0-1]</MSFT:Value></MSFT:AllowedValues>',
  '<MSFT:AllowedValues ValueType = \'ENUM\' ><MSFT:Enum><MSFT:Value>0</MSFT:Value></MSFT:Enum></MSFT:AllowedValues>',
  '<MSFT:AllowedValues/>',
  '<MSFT:AllowedValues ValueType="None" ValueType="None"/>',
  '<MSFT:AllowedValues ValueType="Nothing"/>',
  '<MSFT:AllowedValues ValueType="None" Other="1"/>',
  '<MSFT:GpMapping GpEnglishName="a &amp; b" GpAreaPath="x"/>',
  '<MSFT:ConflictResolution> LastWrite\n</MSFT:ConflictResolution>',
  '<MSFT:ConflictResolution>Last&#87;rite</MSFT:ConflictResolution>',
  '<MSFT:ConflictResolution>Never</MSFT:ConflictResolution>',
  '<MSFT:ConflictResolution/><MSFT:ConflictResolution/>',
  '<MSFT:Value>1</MSFT:Value>',
  '<MSFT:Nonsense/>',
  '<MSFT:Applicability><MSFT:CspVersion>1</MSFT:CspVersion><v:x xmlns:v="urn:v"/></MSFT:Applicability>',
  '<v:AccessType xmlns:v="urn:v"><AccessType><Nonsense/></AccessType></v:AccessType>',
  '<AccessType xmlns="urn:v"><Nonsense/></AccessType>',
];

for (const inside of vendors) {
  void test(`what is sound among vendors' elements is told by the rows of a text as by any tree: ${inside}`, () => {
    const leaf = '<AccessType><Get/></AccessType><DFFormat><int/></DFFormat><DFType><MIME>text/plain</MIME></DFType>';
    const { document } = parseXml(`<MgmtTree ${ofMicrosoft}><VerDTD>1.2</VerDTD><Node><NodeName>A</NodeName><DFProperties>${leaf}${inside}</DFProperties></Node></MgmtTree>`);
    assert.ok(document.root);
    const root = detached(document.root);
    assert.deepEqual(validate(document, ddf12), validate({ children: [root], root }, ddf12));
  });
}
