// Documents in all three forms: as octets with what they say, as XML, and how the encoder comes from one to the other.
// The listing is the octets' own: hexadecimal, a remark behind each `;`, indented by depth.
import type { EncodeOptions } from '#engine/wbxml/encode';

export interface WbxmlCase {
  readonly name: string;
  readonly listing: string;
  /** In the form that `toXmlForm` gives. */
  readonly xml: string;
  /** By which the XML becomes these octets. */
  readonly options?: EncodeOptions;
  /** Codes of the problems that decoding and encoding find. */
  readonly decoding?: readonly string[];
  readonly encoding?: readonly string[];
}

export const wbxmlCases: readonly WbxmlCase[] = [
  {
    name: 'a Get, with pages switched for Meta',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><Target><LocURI>d</LocURI></Target><Meta><MaxMsgSize xmlns="syncml:metinf">4096</MaxMsgSize></Meta></SyncHdr><SyncBody><Get><CmdID>1</CmdID><Item><Target><LocURI>./FwUpdate</LocURI></Target></Item></Get><Final/></SyncBody></SyncML>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6C ; TAG <SyncHdr>
    71 ; TAG <VerDTD>
      03 31 2E 32 00 ; STR_I "1.2"
    01 ; END </VerDTD>
    6E ; TAG <Target>
      57 ; TAG <LocURI>
        03 64 00 ; STR_I "d"
      01 ; END </LocURI>
    01 ; END </Target>
    5A ; TAG <Meta>
      00 01 ; SWITCH_PAGE page 1, syncml:metinf
      4C ; TAG <MaxMsgSize>
        03 34 30 39 36 00 ; STR_I "4096"
      01 ; END </MaxMsgSize>
    01 ; END </Meta>
  01 ; END </SyncHdr>
  00 00 ; SWITCH_PAGE page 0, SYNCML:SYNCML1.2
  6B ; TAG <SyncBody>
    53 ; TAG <Get>
      4B ; TAG <CmdID>
        03 31 00 ; STR_I "1"
      01 ; END </CmdID>
      54 ; TAG <Item>
        6E ; TAG <Target>
          57 ; TAG <LocURI>
            03 2E 2F 46 77 55 70 64 61 74 65 00 ; STR_I "./FwUpdate"
          01 ; END </LocURI>
        01 ; END </Target>
      01 ; END </Item>
    01 ; END </Get>
    12 ; TAG <Final/>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'a type declared by its text, SyncML 1.1 in WBXML 1.3',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.1"><SyncBody><Final/></SyncBody></SyncML>',
    options: { version: '1.3', publicId: 'textual' },
    listing: String.raw`
03 ; VERSION WBXML 1.3
00 00 ; PUBLICID at 0 of the string table: "-//SYNCML//DTD SyncML 1.1//EN", SyncML 1.1
6A ; CHARSET utf-8
1E ; STRTBL 30 octets
  2D 2F 2F 53 59 4E 43 4D 4C 2F 2F 44 54 44 20 53 79 6E 63 4D 4C 20 31 2E 31 2F 2F 45 4E 00 ; STRING 0: "-//SYNCML//DTD SyncML 1.1//EN"
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    12 ; TAG <Final/>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'a type declared by a text that no zero ends, SyncML 1.0 in WBXML 1.1',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.0"><SyncBody><Final/></SyncBody></SyncML>',
    options: { version: '1.1', publicId: 'string-table' },
    listing: String.raw`
01 ; VERSION WBXML 1.1
00 00 ; PUBLICID at 0 of the string table: "-//SYNCML//DTD SyncML 1.0//EN", SyncML 1.0
6A ; CHARSET utf-8
1D ; STRTBL 29 octets
  2D 2F 2F 53 59 4E 43 4D 4C 2F 2F 44 54 44 20 53 79 6E 63 4D 4C 20 31 2E 30 2F 2F 45 4E ; STRING 0: "-//SYNCML//DTD SyncML 1.0//EN"
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    12 ; TAG <Final/>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'a type that isn\'t declared',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Final/></SyncBody></SyncML>',
    options: { publicId: 'none' },
    decoding: ['wbxml-public-id'],
    listing: String.raw`
02 ; VERSION WBXML 1.2
01 ; PUBLICID unknown, SyncML 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    12 ; TAG <Final/>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'texts in the string table',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo</LocURI></Target></Item><Item><Target><LocURI>./DevInfo</LocURI></Target></Item></Get></SyncBody></SyncML>',
    options: { stringTable: true, publicId: 'textual' },
    listing: String.raw`
02 ; VERSION WBXML 1.2
00 00 ; PUBLICID at 0 of the string table: "-//SYNCML//DTD SyncML 1.2//EN", SyncML 1.2
6A ; CHARSET utf-8
28 ; STRTBL 40 octets
  2D 2F 2F 53 59 4E 43 4D 4C 2F 2F 44 54 44 20 53 79 6E 63 4D 4C 20 31 2E 32 2F 2F 45 4E 00 ; STRING 0: "-//SYNCML//DTD SyncML 1.2//EN"
  2E 2F 44 65 76 49 6E 66 6F 00 ; STRING 30: "./DevInfo"
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    53 ; TAG <Get>
      4B ; TAG <CmdID>
        03 31 00 ; STR_I "1"
      01 ; END </CmdID>
      54 ; TAG <Item>
        6E ; TAG <Target>
          57 ; TAG <LocURI>
            83 1E ; STR_T "./DevInfo", at 30 of the string table
          01 ; END </LocURI>
        01 ; END </Target>
      01 ; END </Item>
      54 ; TAG <Item>
        6E ; TAG <Target>
          57 ; TAG <LocURI>
            83 1E ; STR_T "./DevInfo", at 30 of the string table
          01 ; END </LocURI>
        01 ; END </Target>
      01 ; END </Item>
    01 ; END </Get>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'octets, base64 as a string and base64 as OPAQUE',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Replace><Item><Meta><Format xmlns="syncml:metinf">bin</Format></Meta><Data><?wbxml opaque base64?>AEH/</Data><MoreData/></Item><Item><Meta><Format xmlns="syncml:metinf">b64</Format></Meta><Data>AEH/</Data></Item><Item><Meta><Format xmlns="syncml:metinf">b64</Format></Meta><Data><![CDATA[AEH/]]></Data></Item></Replace></SyncBody></SyncML>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    60 ; TAG <Replace>
      54 ; TAG <Item>
        5A ; TAG <Meta>
          00 01 ; SWITCH_PAGE page 1, syncml:metinf
          47 ; TAG <Format>
            03 62 69 6E 00 ; STR_I "bin"
          01 ; END </Format>
        01 ; END </Meta>
        00 00 ; SWITCH_PAGE page 0, SYNCML:SYNCML1.2
        4F ; TAG <Data>
          C3 03 00 41 FF ; OPAQUE 3 octets
        01 ; END </Data>
        34 ; TAG <MoreData/>
      01 ; END </Item>
      54 ; TAG <Item>
        5A ; TAG <Meta>
          00 01 ; SWITCH_PAGE page 1, syncml:metinf
          47 ; TAG <Format>
            03 62 36 34 00 ; STR_I "b64"
          01 ; END </Format>
        01 ; END </Meta>
        00 00 ; SWITCH_PAGE page 0, SYNCML:SYNCML1.2
        4F ; TAG <Data>
          03 41 45 48 2F 00 ; STR_I "AEH/"
        01 ; END </Data>
      01 ; END </Item>
      54 ; TAG <Item>
        5A ; TAG <Meta>
          00 01 ; SWITCH_PAGE page 1, syncml:metinf
          47 ; TAG <Format>
            03 62 36 34 00 ; STR_I "b64"
          01 ; END </Format>
        01 ; END </Meta>
        00 00 ; SWITCH_PAGE page 0, SYNCML:SYNCML1.2
        4F ; TAG <Data>
          C3 04 41 45 48 2F ; OPAQUE 4 octets: "AEH/"
        01 ; END </Data>
      01 ; END </Item>
    01 ; END </Replace>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'text as OPAQUE, with a carriage return in it',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Alert><CmdID><![CDATA[1]]></CmdID><Data><?wbxml opaque?>&#13;\n1201</Data></Alert></SyncBody></SyncML>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    46 ; TAG <Alert>
      4B ; TAG <CmdID>
        C3 01 31 ; OPAQUE 1 octet: "1"
      01 ; END </CmdID>
      4F ; TAG <Data>
        C3 06 0D 0A 31 32 30 31 ; OPAQUE 6 octets: "\r\n1201"
      01 ; END </Data>
    01 ; END </Alert>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'a tree with a value of octets',
    xml: '<MgmtTree xmlns="syncml:dmddf1.2"><Node><NodeName>A</NodeName><RTProperties><Format><bin/></Format></RTProperties><Value><?wbxml opaque base64?>QQ==</Value></Node></MgmtTree>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
00 00 ; PUBLICID at 0 of the string table: "-//OMA//DTD-DM-DDF 1.2//EN", DM DDF 1.2
6A ; CHARSET utf-8
1B ; STRTBL 27 octets
  2D 2F 2F 4F 4D 41 2F 2F 44 54 44 2D 44 4D 2D 44 44 46 20 31 2E 32 2F 2F 45 4E 00 ; STRING 0: "-//OMA//DTD-DM-DDF 1.2//EN"
00 02 ; SWITCH_PAGE page 2, syncml:dmddf1.2
60 ; TAG <MgmtTree>
  64 ; TAG <Node>
    66 ; TAG <NodeName>
      03 41 00 ; STR_I "A"
    01 ; END </NodeName>
    6F ; TAG <RTProperties>
      5C ; TAG <Format>
        09 ; TAG <bin/>
      01 ; END </Format>
    01 ; END </RTProperties>
    76 ; TAG <Value>
      C3 01 41 ; OPAQUE 1 octet: "A"
    01 ; END </Value>
  01 ; END </Node>
01 ; END </MgmtTree>
`,
  },
  {
    name: 'a tree within a message',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Add><Item><Meta><Format xmlns="syncml:metinf">xml</Format><Type xmlns="syncml:metinf">application/vnd.syncml.dmtnds+xml</Type></Meta><Data><MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD></MgmtTree></Data></Item></Add></SyncBody></SyncML>',
    options: { version: '1.3' },
    listing: String.raw`
03 ; VERSION WBXML 1.3
A4 01 ; PUBLICID 0x1201, SyncML 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    45 ; TAG <Add>
      54 ; TAG <Item>
        5A ; TAG <Meta>
          00 01 ; SWITCH_PAGE page 1, syncml:metinf
          47 ; TAG <Format>
            03 78 6D 6C 00 ; STR_I "xml"
          01 ; END </Format>
          53 ; TAG <Type>
            03 61 70 70 6C 69 63 61 74 69 6F 6E 2F 76 6E 64 2E 73 79 6E 63 6D 6C 2E 64 6D 74 6E 64 73 2B 77 62 78 6D 6C 00 ; STR_I "application/vnd.syncml.dmtnds+wbxml"
          01 ; END </Type>
        01 ; END </Meta>
        00 00 ; SWITCH_PAGE page 0, SYNCML:SYNCML1.2
        4F ; TAG <Data>
          C3 2B ; OPAQUE 43 octets: a document
            03 ; VERSION WBXML 1.3
            00 00 ; PUBLICID at 0 of the string table: "-//OMA//DTD-DM-DDF 1.2//EN", DM DDF 1.2
            6A ; CHARSET utf-8
            1B ; STRTBL 27 octets
              2D 2F 2F 4F 4D 41 2F 2F 44 54 44 2D 44 4D 2D 44 44 46 20 31 2E 32 2F 2F 45 4E 00 ; STRING 0: "-//OMA//DTD-DM-DDF 1.2//EN"
            00 02 ; SWITCH_PAGE page 2, syncml:dmddf1.2
            60 ; TAG <MgmtTree>
              77 ; TAG <VerDTD>
                03 31 2E 32 00 ; STR_I "1.2"
              01 ; END </VerDTD>
            01 ; END </MgmtTree>
        01 ; END </Data>
      01 ; END </Item>
    01 ; END </Add>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'a tree as text, in a CDATA section and escaped: a text it stays',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Add><Meta><Type xmlns="syncml:metinf">application/vnd.syncml.dmtnds+xml</Type></Meta><Item><Data><![CDATA[<MgmtTree/>]]></Data></Item><Item><Data>&lt;MgmtTree/&gt;</Data></Item></Add></SyncBody></SyncML>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    45 ; TAG <Add>
      5A ; TAG <Meta>
        00 01 ; SWITCH_PAGE page 1, syncml:metinf
        53 ; TAG <Type>
          03 61 70 70 6C 69 63 61 74 69 6F 6E 2F 76 6E 64 2E 73 79 6E 63 6D 6C 2E 64 6D 74 6E 64 73 2B 78 6D 6C 00 ; STR_I "application/vnd.syncml.dmtnds+xml"
        01 ; END </Type>
      01 ; END </Meta>
      00 00 ; SWITCH_PAGE page 0, SYNCML:SYNCML1.2
      54 ; TAG <Item>
        4F ; TAG <Data>
          C3 0B 3C 4D 67 6D 74 54 72 65 65 2F 3E ; OPAQUE 11 octets: "<MgmtTree/>"
        01 ; END </Data>
      01 ; END </Item>
      54 ; TAG <Item>
        4F ; TAG <Data>
          03 3C 4D 67 6D 74 54 72 65 65 2F 3E 00 ; STR_I "<MgmtTree/>"
        01 ; END </Data>
      01 ; END </Item>
    01 ; END </Add>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'a tree where Format says octets: without a header',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Add><Item><Meta><Format xmlns="syncml:metinf">bin</Format></Meta><Data><MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD></MgmtTree></Data></Item></Add></SyncBody></SyncML>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    45 ; TAG <Add>
      54 ; TAG <Item>
        5A ; TAG <Meta>
          00 01 ; SWITCH_PAGE page 1, syncml:metinf
          47 ; TAG <Format>
            03 62 69 6E 00 ; STR_I "bin"
          01 ; END </Format>
        01 ; END </Meta>
        00 00 ; SWITCH_PAGE page 0, SYNCML:SYNCML1.2
        4F ; TAG <Data>
          00 02 ; SWITCH_PAGE page 2, syncml:dmddf1.2
          60 ; TAG <MgmtTree>
            77 ; TAG <VerDTD>
              03 31 2E 32 00 ; STR_I "1.2"
            01 ; END </VerDTD>
          01 ; END </MgmtTree>
        01 ; END </Data>
      01 ; END </Item>
    01 ; END </Add>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'device information 1.2',
    xml: '<DevInf xmlns="syncml:devinf"><VerDTD>1.2</VerDTD><DevID>d</DevID><MaxOccur>1</MaxOccur></DevInf>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 03 ; PUBLICID 0x1203, DevInf 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
4A ; TAG <DevInf>
  65 ; TAG <VerDTD>
    03 31 2E 32 00 ; STR_I "1.2"
  01 ; END </VerDTD>
  49 ; TAG <DevID>
    03 64 00 ; STR_I "d"
  01 ; END </DevID>
  6D ; TAG <MaxOccur>
    03 31 00 ; STR_I "1"
  01 ; END </MaxOccur>
01 ; END </DevInf>
`,
  },
  {
    name: 'device information within a message, its Type said by the command',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.1"><SyncBody><Results><Meta><Type xmlns="syncml:metinf">application/vnd.syncml-devinf+xml</Type></Meta><Item><Data><DevInf xmlns="syncml:devinf"><VerDTD>1.1</VerDTD></DevInf></Data></Item></Results></SyncBody></SyncML>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
9F 53 ; PUBLICID 0xFD3, SyncML 1.1
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    62 ; TAG <Results>
      5A ; TAG <Meta>
        00 01 ; SWITCH_PAGE page 1, syncml:metinf
        53 ; TAG <Type>
          03 61 70 70 6C 69 63 61 74 69 6F 6E 2F 76 6E 64 2E 73 79 6E 63 6D 6C 2D 64 65 76 69 6E 66 2B 77 62 78 6D 6C 00 ; STR_I "application/vnd.syncml-devinf+wbxml"
        01 ; END </Type>
      01 ; END </Meta>
      00 00 ; SWITCH_PAGE page 0, SYNCML:SYNCML1.1
      54 ; TAG <Item>
        4F ; TAG <Data>
          C3 0E ; OPAQUE 14 octets: a document
            02 ; VERSION WBXML 1.2
            9F 54 ; PUBLICID 0xFD4, DevInf 1.1
            6A ; CHARSET utf-8
            00 ; STRTBL 0 octets
            4A ; TAG <DevInf>
              65 ; TAG <VerDTD>
                03 31 2E 31 00 ; STR_I "1.1"
              01 ; END </VerDTD>
            01 ; END </DevInf>
        01 ; END </Data>
      01 ; END </Item>
    01 ; END </Results>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'MetInf alone',
    xml: '<MetInf xmlns="syncml:metinf"><Format>chr</Format><FieldLevel/></MetInf>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 02 ; PUBLICID 0x1202, MetInf 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
00 01 ; SWITCH_PAGE page 1, syncml:metinf
4E ; TAG <MetInf>
  47 ; TAG <Format>
    03 63 68 72 00 ; STR_I "chr"
  01 ; END </Format>
  16 ; TAG <FieldLevel/>
01 ; END </MetInf>
`,
  },
  {
    name: 'names and attributes without tokens',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><v:Extra xmlns:v="urn:vendor" id="7">z</v:Extra><Plain/></SyncBody></SyncML>',
    encoding: ['wbxml-literal', 'wbxml-attribute', 'wbxml-literal'],
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
6A ; CHARSET utf-8
19 ; STRTBL 25 octets
  76 3A 45 78 74 72 61 00 ; STRING 0: "v:Extra"
  78 6D 6C 6E 73 3A 76 00 ; STRING 8: "xmlns:v"
  69 64 00 ; STRING 16: "id"
  50 6C 61 69 6E 00 ; STRING 19: "Plain"
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    C4 00 ; LITERAL_AC <v:Extra ...>
      04 08 ; LITERAL xmlns:v=
      03 75 72 6E 3A 76 65 6E 64 6F 72 00 ; STR_I "urn:vendor"
      04 10 ; LITERAL id=
      03 37 00 ; STR_I "7"
      01 ; END of attributes
      03 7A 00 ; STR_I "z"
    01 ; END </v:Extra>
    04 13 ; LITERAL <Plain/>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'numbers that no table has',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><unknown-0-30/><unknown-3-3F xmlns="">z</unknown-3-3F></SyncBody></SyncML>',
    decoding: ['wbxml-unknown-token', 'wbxml-unknown-page', 'wbxml-unknown-token'],
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    30 ; TAG <unknown-0-30/>
    00 03 ; SWITCH_PAGE page 3
    7F ; TAG <unknown-3-3F>
      03 7A 00 ; STR_I "z"
    01 ; END </unknown-3-3F>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'ISO-8859-1 and an entity',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Data>é€!</Data></SyncBody></SyncML>',
    options: { charset: 4 },
    decoding: ['wbxml-charset'],
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
04 ; CHARSET iso-8859-1
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    4F ; TAG <Data>
      03 E9 00 ; STR_I "é"
      02 C1 2C ; ENTITY character 8364
      03 21 00 ; STR_I "!"
    01 ; END </Data>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'US-ASCII and entities',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Data>é😀</Data></SyncBody></SyncML>',
    options: { charset: 3 },
    decoding: ['wbxml-charset'],
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
03 ; CHARSET us-ascii
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    4F ; TAG <Data>
      02 81 69 ; ENTITY character 233
      02 87 EC 00 ; ENTITY character 128512
    01 ; END </Data>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'UCS-2: two octets a character, and two zeros behind a string',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Get><CmdID>Ā</CmdID></Get><Data>€😀!</Data><Data>./AB</Data><Data>./AB</Data><Data><![CDATA[é]]></Data></SyncBody></SyncML>',
    options: { charset: 1000, stringTable: true },
    decoding: ['wbxml-charset'],
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
87 68 ; CHARSET utf-16be
0A ; STRTBL 10 octets
  00 2E 00 2F 00 41 00 42 00 00 ; STRING 0: "./AB"
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    53 ; TAG <Get>
      4B ; TAG <CmdID>
        03 01 00 00 00 ; STR_I "Ā"
      01 ; END </CmdID>
    01 ; END </Get>
    4F ; TAG <Data>
      03 20 AC 00 00 ; STR_I "€"
      02 87 EC 00 ; ENTITY character 128512
      03 00 21 00 00 ; STR_I "!"
    01 ; END </Data>
    4F ; TAG <Data>
      83 00 ; STR_T "./AB", at 0 of the string table
    01 ; END </Data>
    4F ; TAG <Data>
      83 00 ; STR_T "./AB", at 0 of the string table
    01 ; END </Data>
    4F ; TAG <Data>
      C3 02 00 E9 ; OPAQUE 2 octets: "é"
    01 ; END </Data>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'UCS-2, the type declared by its text',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.1"><SyncBody><Final/></SyncBody></SyncML>',
    options: { charset: 1000, publicId: 'string-table' },
    decoding: ['wbxml-charset'],
    listing: String.raw`
02 ; VERSION WBXML 1.2
00 00 ; PUBLICID at 0 of the string table: "-//SYNCML//DTD SyncML 1.1//EN", SyncML 1.1
87 68 ; CHARSET utf-16be
3A ; STRTBL 58 octets
  00 2D 00 2F 00 2F 00 53 00 59 00 4E 00 43 00 4D 00 4C 00 2F 00 2F 00 44 00 54 00 44 00 20 00 53 00 79 00 6E 00 63 00 4D 00 4C 00 20 00 31 00 2E 00 31 00 2F 00 2F 00 45 00 4E ; STRING 0: "-//SYNCML//DTD SyncML 1.1//EN"
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    12 ; TAG <Final/>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'UTF-8 of two, three and four octets',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Data>é€😀</Data></SyncBody></SyncML>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    4F ; TAG <Data>
      03 C3 A9 E2 82 AC F0 9F 98 80 00 ; STR_I "é€😀"
    01 ; END </Data>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
  {
    name: 'a nonce in base64 as OPAQUE',
    xml: '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Status><Chal><Meta><Format xmlns="syncml:metinf">b64</Format><NextNonce xmlns="syncml:metinf"><![CDATA[Tm9uY2U=]]></NextNonce></Meta></Chal></Status></SyncBody></SyncML>',
    listing: String.raw`
02 ; VERSION WBXML 1.2
A4 01 ; PUBLICID 0x1201, SyncML 1.2
6A ; CHARSET utf-8
00 ; STRTBL 0 octets
6D ; TAG <SyncML>
  6B ; TAG <SyncBody>
    69 ; TAG <Status>
      49 ; TAG <Chal>
        5A ; TAG <Meta>
          00 01 ; SWITCH_PAGE page 1, syncml:metinf
          47 ; TAG <Format>
            03 62 36 34 00 ; STR_I "b64"
          01 ; END </Format>
          50 ; TAG <NextNonce>
            C3 08 54 6D 39 75 59 32 55 3D ; OPAQUE 8 octets: "Tm9uY2U="
          01 ; END </NextNonce>
        01 ; END </Meta>
      01 ; END </Chal>
    01 ; END </Status>
  01 ; END </SyncBody>
01 ; END </SyncML>
`,
  },
];
