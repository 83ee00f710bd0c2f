// WBXML for editors, which open texts alone: octets to a text, and the text to octets again; and octets as a listing.
import { fromBase64, toBase64 } from '#engine/base/bytes';
import type { Finding } from '#engine/rules/finding';
import { LineIndex, type Position } from '#engine/xml/lines';
import { ProtocolRequestType, ResponseError } from 'vscode-languageserver';
import { wbxmlRequests, type WbxmlAsText, type WbxmlDecodeArguments, type WbxmlEncodeAnswer, type WbxmlEncodeArguments, type WbxmlProblemView } from '../messages';
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
    problems: problems.map(({ problem, place }) => viewOf(problem, lines.position(place.start), lines.position(place.end))),
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
    problems: findings.map(({ finding, line }) => viewOf(finding, { line, character: 0 }, { line, character: 0 })),
  };
});

/** `start` and `end`: where it stands in the text that is shown. */
function viewOf({ code, severity, message, range, clause }: Finding, start: Position, end: Position): WbxmlProblemView {
  return { code, severity, message, offset: range.start, length: range.end - range.start, ...(clause !== undefined && { clause }), start, end };
}

/** No capability of the protocol's own stands for them: clients that know them ask. */
export const wbxml = row(() => ({}), decode, encode, list);
