// The fourteen kinds of damage: after each, the tree is right again, and one mistake makes one problem.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ddf12 } from '#engine/schema/ddf';
import { guideOf } from '#engine/schema/guide';
import { syncml12 } from '#engine/schema/syncml';
import { child, childElements, textOf, type Element, type XmlDocument } from '#engine/xml/element';
import { parseXml } from '#engine/xml/parse';

const guide = guideOf(syncml12);

function message(get: string): string {
  return `<SyncML xmlns="SYNCML:SYNCML1.2">
  <SyncHdr><VerDTD>1.2</VerDTD></SyncHdr>
  <SyncBody>
    ${get}
    <Exec><CmdID>3</CmdID><Item><Target><LocURI>./Fw/Update</LocURI></Target></Item></Exec>
    <Final/>
  </SyncBody>
</SyncML>`;
}

function pathsOf(document: XmlDocument, local: string): string[] {
  const paths: string[] = [];
  function walk(element: Element, path: string): void {
    const here = `${path}/${element.local}`;
    if (element.local === local) paths.push(here);
    for (const child of childElements(element)) walk(child, here);
  }
  for (const child of childElements(document)) walk(child, '');
  return paths;
}

const item = '<Item><Target><LocURI>./DevInfo</LocURI></Target></Item>';

const damages: readonly (readonly [name: string, damaged: string, code: string])[] = [
  ['missing end tag', `<Get><CmdID>2</CmdID>${item}`, 'unclosed-element'],
  ['missing end tag deep inside', '<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo</Target></Item></Get>', 'unclosed-element'],
  ['missing end tag of a middle element', '<Get><CmdID>2</CmdID><Item><Target><LocURI>./DevInfo</LocURI></Item></Get>', 'unclosed-element'],
  ['missing end tag before a sibling', `<Get><CmdID>2<Item><Target><LocURI>./DevInfo</LocURI></Target></Item></Get>`, 'unclosed-element'],
  ['bare <', '<Replace><CmdID>2</CmdID><Item><Data>1 < 2</Data></Item></Replace>', 'bare-less-than'],
  ['half start tag', `<Get><CmdID>2</CmdID>${item}</Get>\n    <Ge`, 'unterminated-tag'],
  ['half start tag of a known element', '<Get><CmdID>2</CmdID><Item><Targ\n</Item></Get>', 'unterminated-tag'],
  ['half start tag with an attribute', '<Replace><CmdID>2</CmdID><Meta xmlns="syncml:metinf"\n</Replace>', 'unterminated-tag'],
  ['<Get and a line end', `<Get\n      <CmdID>2</CmdID>${item}</Get>`, 'unterminated-tag'],
  ['<Get and a line end before the next command', '<Get\n', 'unterminated-tag'],
  ['stray end tag', `<Get><CmdID>2</CmdID>${item}</Get></Get>`, 'stray-end-tag'],
  ['stray end tag of an unknown name', `<Get><CmdID>2</CmdID></Foo>${item}</Get>`, 'stray-end-tag'],
  ['stray end tag of the body', `<Get><CmdID>2</CmdID>${item}</Get></SyncBody>`, 'stray-end-tag'],
  ['stray end tag of the whole', `<Get><CmdID>2</CmdID>${item}</Get></SyncML>`, 'stray-end-tag'],
  ['wrong end tag', `<Get><CmdID>2</CmdID>${item}</Got>`, 'mismatched-end-tag'],
  ['wrong end tag of a leaf', `<Get><CmdID>2</CmdId>${item}</Get>`, 'mismatched-end-tag'],
  ['wrong end tag with the name of an outer element', `<Get><CmdID>2</CmdID>${item}</SyncBody>`, 'mismatched-end-tag'],
  ['half end tag', `<Get><CmdID>2</CmdID>${item}</Ge`, 'unterminated-tag'],
  ['stray &', '<Replace><CmdID>2</CmdID><Item><Data>R&D</Data></Item></Replace>', 'bare-ampersand'],
  ['unquoted attribute', '<Replace><CmdID>2</CmdID><Meta xmlns=syncml:metinf><Format>chr</Format></Meta></Replace>', 'unquoted-attribute'],
  ['unterminated attribute', '<Replace><CmdID>2</CmdID><Meta xmlns="syncml:metinf><Format>chr</Format></Meta></Replace>', 'unterminated-attribute'],
  ['unterminated attribute before another', '<Replace><CmdID>2</CmdID><Meta a="1 xmlns="syncml:metinf"><Format>chr</Format></Meta></Replace>', 'unterminated-attribute'],
  ['unterminated attribute of an empty element', '<Replace><CmdID>2</CmdID><Meta a="1/></Replace>', 'unterminated-attribute'],
  ['unclosed comment', `<!-- asks for all\n    <Get><CmdID>2</CmdID>${item}</Get>`, 'unterminated-comment'],
  ['unclosed comment before a closed one', `<!-- asks\n    <Get><CmdID>2</CmdID>${item}</Get><!-- asked -->`, 'unterminated-comment'],
  ['unclosed CDATA', '<Replace><CmdID>2</CmdID><Item><Data><![CDATA[a < b</Data></Item></Replace>', 'unterminated-cdata'],
  ['unclosed CDATA before a closed one', '<Replace><CmdID>2</CmdID><Item><Data><![CDATA[a</Data></Item></Replace><Alert><CmdID>4</CmdID><Data><![CDATA[b]]></Data></Alert>', 'unterminated-cdata'],
  ['control character', '<Replace><CmdID>2</CmdID><Item><Data>a\u0001b</Data></Item></Replace>', 'illegal-character'],
  ['duplicate attribute', '<Replace><CmdID>2</CmdID><Meta a="1" a="2"/></Replace>', 'duplicate-attribute'],
  ['undefined entity', '<Replace><CmdID>2</CmdID><Item><Data>a&nbsp;b</Data></Item></Replace>', 'undefined-entity'],
];

for (const [name, damaged, code] of damages) {
  void test(`after a ${name}, the Exec is still a child of SyncBody, and there is one ${code}`, () => {
    const { document, problems } = parseXml(message(damaged), { guide });
    assert.deepEqual(pathsOf(document, 'Exec'), ['/SyncML/SyncBody/Exec']);
    assert.deepEqual(pathsOf(document, 'Final'), ['/SyncML/SyncBody/Final']);
    assert.deepEqual(problems.map((problem) => problem.code), [code]);
  });
}

void test('a well-formed element keeps its place however wrong that place is', () => {
  const { document, problems } = parseXml(message('<Get><CmdID>2</CmdID><Item><Exec><CmdID>9</CmdID></Exec></Item></Get>'), { guide });
  assert.deepEqual(pathsOf(document, 'Exec'), ['/SyncML/SyncBody/Get/Item/Exec', '/SyncML/SyncBody/Exec']);
  assert.deepEqual(problems, []);
});

void test('without a guide, the first reading alone tells which elements were left open', () => {
  const { document, problems } = parseXml('<a><b>one</c><d/></a>');
  assert.deepEqual(pathsOf(document, 'd'), ['/a/d']);
  assert.deepEqual(problems.map(({ code }) => code), ['mismatched-end-tag']);
});

void test('a document that stops short has one problem, however many elements are open', () => {
  const { problems } = parseXml('<SyncML><SyncBody><Get><Item>', { guide });
  assert.deepEqual(problems.map(({ code }) => code), ['unclosed-element']);
});

const nested = `<MgmtTree>
  <VerDTD>1.2</VerDTD>
  <Node>
    <NodeName>a</NodeName>
    <Node>
      <NodeName>b</NodeName>
      <Path>x</Path>
    </Node>
    <Node>
      <NodeName>c</NodeName>
    </Node>
  </Node>
  <Node>
    <NodeName>d</NodeName>
  </Node>
</MgmtTree>`;

/** Each node\u2019s name with those around it. */
function nodePaths(document: XmlDocument): string[] {
  const paths: string[] = [];
  function walk(element: Element, path: string): void {
    const name = child(element, 'NodeName');
    const here = element.local === 'Node' ? `${path}/${name === undefined ? '' : textOf(name)}` : path;
    if (element.local === 'Node') paths.push(here);
    for (const inner of childElements(element)) walk(inner, here);
  }
  for (const top of childElements(document)) walk(top, '');
  return paths;
}

const layouts: readonly (readonly [what: string, text: string, code: string])[] = [
  ['lacks an end tag', nested.replace('</Path>\n    </Node>', '</Path>'), 'unclosed-element'],
  ['has a half end tag', nested.replace('</Path>\n    </Node>', '</Path>\n    </No'), 'unterminated-tag'],
  ['has an end tag twice', nested.replace('</Path>\n    </Node>', '</Path>\n    </Node></Node>'), 'stray-end-tag'],
  ['has an end tag twice, a line each', nested.replace('</Path>\n    </Node>', '</Path>\n    </Node>\n    </Node>'), 'stray-end-tag'],
  ['has a start tag twice', nested.replace('    <Node>\n      <NodeName>b', '    <Node><Node>\n      <NodeName>b'), 'unclosed-element'],
];

for (const [what, text, code] of layouts) {
  void test(`where an element in others of its own name ${what}, the layout tells which`, () => {
    const { document, problems } = parseXml(text, { guide: guideOf(ddf12) });
    assert.deepEqual(problems.map((problem) => problem.code), [code]);
    // A node without name is the one tag too many: it may stand around another.
    const named = nodePaths(document).filter((path) => !path.endsWith('/'));
    assert.deepEqual(named.map((path) => path.replace('//', '/')), ['/a', '/a/b', '/a/c', '/d']);
  });
}

void test('a layout that misleads doesn\u2019t change what a well-formed document is', () => {
  const { document, problems } = parseXml('<Node>\n<NodeName>a</NodeName>\n  <Node>\n<NodeName>b</NodeName>\n</Node></Node>', { guide: guideOf(ddf12) });
  assert.deepEqual(problems, []);
  assert.deepEqual(nodePaths(document), ['/a', '/a/b']);
});

void test('an element that was closed in one that is given up is not opened again outside it', () => {
  const text = '<MgmtTree>\n        <a><Format </Format\n<chr</Format';
  const { document } = parseXml(text, { guide: guideOf(ddf12) });
  const walk = (element: Element): void => {
    for (const inner of childElements(element)) {
      assert.ok(element.range.start <= inner.range.start && inner.range.end <= element.range.end, `${inner.name} in ${element.name}`);
      walk(inner);
    }
  };
  for (const top of childElements(document)) walk(top);
});
