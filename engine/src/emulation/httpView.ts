// Requests to the download server and its answers, for a person to read.
import { fromUtf8Strictly } from '../base/bytes';
import type { Headers, HttpRequest, HttpResponse } from '../net/exchange';
import type { Masking } from './masking';
import type { CallFlowMessage } from './runEvent';

/** Octets of a body that are shown as text. */
const shown = 16_384;

export function requestView(request: HttpRequest, id: string, masking: Masking): CallFlowMessage {
  const range = request.headers['range'];
  return {
    id,
    from: 'download-agent',
    to: 'download-server',
    summary: masking.text(`${request.method} ${request.url}${range === undefined ? '' : ` (${range})`}`),
    sessionId: '',
    text: asText(`${request.method} ${request.url}`, request.headers, request.body, masking),
    size: request.body.length,
    remarks: [],
  };
}

export function responseView(request: HttpRequest, response: HttpResponse, id: string, masking: Masking): CallFlowMessage {
  const type = response.headers['content-type'];
  return {
    id,
    from: 'download-server',
    to: 'download-agent',
    summary: masking.text(`${response.status}${type === undefined ? '' : ` ${type}`} for ${request.method} ${request.url}`),
    sessionId: '',
    text: asText(`HTTP ${response.status}`, response.headers, response.body, masking),
    size: response.body.length,
    remarks: [],
  };
}

function asText(first: string, headers: Headers, body: Uint8Array, masking: Masking): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${masking.field(name, value)}`);
  const text = body.length <= shown ? fromUtf8Strictly(body) : undefined;
  // A package may happen to be UTF-8 as well: what holds control characters is no text to read.
  const readable = text !== undefined && [...text].every((character) => character >= ' ' || '\t\r\n'.includes(character));
  return `${[masking.text(first), ...lines].join('\n')}\n\n${readable ? masking.text(text) : `(${body.length} octets)`}\n`;
}
