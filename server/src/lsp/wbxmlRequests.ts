// WBXML for editors, which open texts alone: octets to a text, and the text to octets again; and octets as a listing.
import { fromBase64, toBase64 } from '#engine/base/bytes';
import { LineIndex } from '#engine/xml/lines';
import { ProtocolRequestType, ResponseError } from 'vscode-languageserver';
import { wbxmlRequests, type WbxmlAsText, type WbxmlDecodeArguments, type WbxmlEncodeAnswer, type WbxmlEncodeArguments } from '../messages';
import { answering, row } from './feature';

const decodeType = new ProtocolRequestType<WbxmlDecodeArguments, WbxmlAsText, never, void, void>(wbxmlRequests.decode);
const encodeType = new ProtocolRequestType<WbxmlEncodeArguments, WbxmlEncodeAnswer, never, void, void>(wbxmlRequests.encode);
const listType = new ProtocolRequestType<WbxmlDecodeArguments, WbxmlAsText, never, void, void>(wbxmlRequests.list);

const invalidParams = -32602;
const noOctets = (): ResponseError => new ResponseError(invalidParams, 'The octets are to be given in base64.');
const nothing: WbxmlAsText = { text: '', problems: [] };

const decode = answering(decodeType, nothing, async ({ uri, octets }) => {
  const bytes = fromBase64(octets);
  if (bytes === undefined) return noOctets();
  const { textOfWbxml } = await import('../language/wbxmlText');
  const { text, problems } = textOfWbxml(uri, bytes);
  const lines = new LineIndex(text);
  return {
    text,
    problems: problems.map(({ problem: { code, severity, message, range, clause }, place }) => ({
      ...{ code, severity, message, offset: range.start, length: range.end - range.start },
      ...(clause !== undefined && { clause }),
      ...{ start: lines.position(place.start), end: lines.position(place.end) },
    })),
  };
});

const encode = answering(encodeType, { refusal: '' }, async ({ text, before }) => {
  const bytes = fromBase64(before);
  if (bytes === undefined) return noOctets();
  const { wbxmlOfText } = await import('../language/wbxmlText');
  const made = wbxmlOfText(text, bytes);
  return 'octets' in made ? { octets: toBase64(made.octets) } : made;
});

const list = answering(listType, nothing, async ({ uri, octets }) => {
  const bytes = fromBase64(octets);
  if (bytes === undefined) return noOctets();
  const { octetListing } = await import('../language/octetListing');
  const { text, findings } = octetListing(uri, bytes);
  return {
    text,
    problems: findings.map(({ finding: { code, severity, message, range, clause }, line }) => ({
      ...{ code, severity, message, offset: range.start, length: range.end - range.start },
      ...(clause !== undefined && { clause }),
      ...{ start: { line, character: 0 }, end: { line, character: 0 } },
    })),
  };
});

/** No capability of the protocol's own stands for them: clients that know them ask. */
export const wbxml = row(() => ({}), decode, encode, list);
